package dev.fluxion.bench.run;

/** Compares results that need not be the same bits. */
final class Tolerance {
  private Tolerance() {}

  /**
   * Refuses results that differ from the expected ones by more than {@code tolerance · max|x|}.
   *
   * @param expected arrays of floats or doubles
   * @param actual the same number of arrays of the same lengths
   */
  static void require(Object[] expected, Object[] actual, double tolerance) {
    if (expected.length != actual.length) {
      throw new IllegalStateException("results of other number");
    }
    for (int i = 0; i < expected.length; i++) {
      require(doubles(expected[i]), doubles(actual[i]), tolerance);
    }
  }

  private static void require(double[] expected, double[] actual, double tolerance) {
    if (expected.length != actual.length) {
      throw new IllegalStateException("results of other length");
    }
    double size = 0;
    for (double x : expected) {
      size = Math.max(size, Math.abs(x));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance * size)) {
        throw new IllegalStateException(
            "result " + i + " is " + actual[i] + ", ours is " + expected[i]);
      }
    }
  }

  private static double[] doubles(Object array) {
    if (array instanceof double[] x) {
      return x;
    }
    float[] x = (float[]) array;
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }
}
