package dev.fluxion.bench.peers;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sdot;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Inputs;
import dev.fluxion.bench.cases.Subject;
import dev.fluxion.bench.cases.Work;
import dev.fluxion.bench.peer.Peer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.presets.openblas_nolapack;

/** OpenBLAS, on native memory, so that nothing is copied in a call. */
public final class OpenBlas implements Peer {
  @Override
  public String name() {
    return "openblas";
  }

  @Override
  public boolean supports(Case row, int threads) {
    return row.subject() instanceof Subject.Product || isDot(row);
  }

  private static boolean isDot(Case row) {
    return row.subject() instanceof Subject.Reduction r && r.function().equals("dot");
  }

  @Override
  public Work prepare(Case row, int threads) {
    openblas_nolapack.blas_set_num_threads(threads);
    return switch (row.subject()) {
      case Subject.Product p -> product(p);
      case Subject.Reduction r -> dot(r.n());
      default -> throw new IllegalArgumentException(row.id());
    };
  }

  private static Work product(Subject.Product p) {
    int m = p.m();
    int n = p.n();
    int k = p.k();
    FloatPointer a = new FloatPointer(p.a());
    FloatPointer b = new FloatPointer(p.b());
    FloatPointer c = new FloatPointer((long) m * n);
    int transA = p.transposedA() ? CblasTrans : CblasNoTrans;
    int transB = p.transposedB() ? CblasTrans : CblasNoTrans;
    int lda = p.transposedA() ? m : k;
    int ldb = p.transposedB() ? k : n;
    return new Work(
        () -> cblas_sgemm(CblasRowMajor, transA, transB, m, n, k, 1, a, lda, b, ldb, 0, c, n),
        () -> {
          float[] result = new float[m * n];
          c.get(result);
          return new Object[] {result};
        });
  }

  private static Work dot(int n) {
    FloatPointer x = new FloatPointer(Inputs.normals("x", n));
    FloatPointer y = new FloatPointer(Inputs.normals("y", n));
    double[] sum = new double[1];
    return new Work(() -> sum[0] = cblas_sdot(n, x, 1, y, 1), sum);
  }
}
