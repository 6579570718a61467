package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.random.RandomKey;

/** Data of the benchmarks, the same in every run. */
public final class Inputs {
  /** Distinct numbers; longer arrays repeat them, because making them would take longer. */
  private static final int DISTINCT = 1 << 16;

  private Inputs() {}

  /** Normally distributed floats of a purpose. */
  public static float[] normals(String purpose, int n) {
    float[] x = new float[n];
    int distinct = Math.min(n, DISTINCT);
    RandomKey.of(1).split(purpose).normals(0, distinct, x, 0);
    for (int filled = distinct; filled < n; filled += distinct) {
      System.arraycopy(x, 0, x, filled, Math.min(distinct, n - filled));
    }
    return x;
  }
}
