package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.kernel.MatMul;
import java.util.ArrayList;
import java.util.List;

/** Matrix products: squares, and those of a 784-128-10 net on 64 rows. */
final class Gemm {
  private static final int[] SQUARES = {32, 64, 128, 256, 512, 1024, 2048};

  private Gemm() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int n : SQUARES) {
      cases.add(row(String.valueOf(n), n, n, n, false, false));
    }
    cases.add(row("fwd1", 64, 128, 784, false, false));
    cases.add(row("fwd1nt", 64, 128, 784, false, true));
    cases.add(row("fwd2", 64, 10, 128, false, false));
    cases.add(row("dW1", 784, 128, 64, true, false));
    cases.add(row("dH", 64, 128, 10, false, true));
    cases.add(row("dW2", 128, 10, 64, true, false));
    cases.add(row("mlp", 256, 512, 512, false, false));
    return cases;
  }

  private static Case row(
      String name, int m, int n, int k, boolean transposedA, boolean transposedB) {
    double read = 4.0 * m * k + 4.0 * k * n;
    double written = 4.0 * m * n;
    Cost cost = new Cost((double) m * n, 2.0 * m * n * k, read, written, read + written);
    Subject.Product product = new Subject.Product(m, n, k, transposedA, transposedB);
    return new Case(
        Part.GEMM,
        name,
        Metric.GFLOPS,
        Kind.PRODUCT,
        cost,
        product,
        Case.Threads.SHARED,
        true,
        threads -> work(product));
  }

  private static Work work(Subject.Product p) {
    int m = p.m();
    int n = p.n();
    int k = p.k();
    float[] a = p.a();
    float[] b = p.b();
    float[] c = new float[m * n];
    if (p.transposedA()) {
      return new Work(() -> MatMul.tn(m, n, k, a, 0, b, 0, c, 0, false), c);
    }
    if (p.transposedB()) {
      return new Work(() -> MatMul.nt(m, n, k, a, 0, b, 0, c, 0, false), c);
    }
    return new Work(() -> MatMul.nn(m, n, k, a, 0, b, 0, c, 0, false), c);
  }
}
