package dev.fluxion.autodiff.kernel;

/** Copies between float and double arrays: exact one way, rounded the other. */
public final class Convert {
  private Convert() {}

  /** A copy in double; exact. */
  public static double[] toDouble(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }

  /** A copy in float; every element is rounded to nearest. */
  public static float[] toFloat(double[] x) {
    float[] narrow = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      narrow[i] = (float) x[i];
    }
    return narrow;
  }
}
