package dev.fluxion.bench.peers;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Inputs;
import dev.fluxion.bench.cases.Subject;
import dev.fluxion.bench.cases.Work;
import dev.fluxion.bench.peer.Peer;
import dev.ludovic.netlib.blas.JavaBLAS;

/** Netlib's BLAS in Java, which uses the Vector API where it is present. */
public final class Netlib implements Peer {
  @Override
  public String name() {
    return "netlib";
  }

  @Override
  public boolean supports(Case row, int threads) {
    return threads == 1
        && (row.subject() instanceof Subject.Product
            || (row.subject() instanceof Subject.Reduction r && r.function().equals("dot")));
  }

  @Override
  public Work prepare(Case row, int threads) {
    return switch (row.subject()) {
      case Subject.Product p -> product(p);
      case Subject.Reduction r -> dot(r.n());
      default -> throw new IllegalArgumentException(row.id());
    };
  }

  /** Columns first: Cᵀ = Bᵀ·Aᵀ of the same arrays. */
  private static Work product(Subject.Product p) {
    JavaBLAS blas = JavaBLAS.getInstance();
    int m = p.m();
    int n = p.n();
    int k = p.k();
    float[] a = p.a();
    float[] b = p.b();
    float[] c = new float[m * n];
    String transA = p.transposedA() ? "T" : "N";
    String transB = p.transposedB() ? "T" : "N";
    int lda = p.transposedA() ? m : k;
    int ldb = p.transposedB() ? k : n;
    return new Work(() -> blas.sgemm(transB, transA, n, m, k, 1, b, ldb, a, lda, 0, c, n), c);
  }

  private static Work dot(int n) {
    JavaBLAS blas = JavaBLAS.getInstance();
    float[] x = Inputs.normals("x", n);
    float[] y = Inputs.normals("y", n);
    double[] sum = new double[1];
    return new Work(() -> sum[0] = blas.sdot(n, x, 1, y, 1), sum);
  }
}
