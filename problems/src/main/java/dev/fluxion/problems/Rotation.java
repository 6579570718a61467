package dev.fluxion.problems;

import dev.fluxion.autodiff.random.RandomKey;

/**
 * A random rotation of n coordinates, every one equally likely.
 *
 * <p>Formula: {@code Q = H₁·…·Hₙ₋₁·D}; {@code Hₖ = I - vₖvₖᵀ}, {@code |vₖ|² = 2}, reflects the
 * coordinates from k on and takes a vector z of standard normal numbers to {@code -sign(z₁)|z|e₁};
 * D is diagonal with these signs, its last one such that det Q = 1. So Q is orthogonal to rounding
 * whatever was drawn, and costs 2n² operations.
 *
 * <p>Source: G. Stewart, «The Efficient Generation of Random Orthogonal Matrices with an
 * Application to Condition Estimators», SIAM Journal on Numerical Analysis 17, 1980.
 */
public final class Rotation {
  /** The largest dimension: 64 MiB of numbers. */
  public static final int LARGEST = 4096;

  private final double[][] normals;
  private final double[] signs;

  /**
   * The rotation of a key.
   *
   * @throws IllegalArgumentException if n is not between 1 and {@link #LARGEST}
   */
  public Rotation(RandomKey key, int n) {
    if (n < 1 || n > LARGEST) {
      throw new IllegalArgumentException(
          "a rotation of " + n + " coordinates is not possible; allowed: 1 to " + LARGEST);
    }
    normals = new double[n - 1][];
    signs = new double[n];
    double determinant = 1;
    for (int k = 0; k < n - 1; k++) {
      float[] z = new float[n - k];
      key.normals(k, z.length, z, 0);
      signs[k] = z[0] < 0 ? 1 : -1;
      normals[k] = normal(z, -signs[k]);
      determinant *= -signs[k];
    }
    signs[n - 1] = determinant;
  }

  /** {@code z + sign·|z|e₁}, of length √2. */
  private static double[] normal(float[] z, double sign) {
    double[] v = new double[z.length];
    double squares = 0;
    for (int i = 0; i < v.length; i++) {
      v[i] = z[i];
      squares += v[i] * v[i];
    }
    double behind = squares - v[0] * v[0];
    v[0] += sign * Math.sqrt(squares);
    double scale = Math.sqrt(2 / (behind + v[0] * v[0]));
    for (int i = 0; i < v.length; i++) {
      v[i] *= scale;
    }
    return v;
  }

  /** {@code x ← Qx}. */
  public void apply(double[] x) {
    for (int i = 0; i < signs.length; i++) {
      x[i] *= signs[i];
    }
    for (int k = normals.length - 1; k >= 0; k--) {
      reflect(normals[k], x, k);
    }
  }

  /** {@code x ← Qᵀx}, the way back. */
  public void undo(double[] x) {
    for (int k = 0; k < normals.length; k++) {
      reflect(normals[k], x, k);
    }
    for (int i = 0; i < signs.length; i++) {
      x[i] *= signs[i];
    }
  }

  private static void reflect(double[] v, double[] x, int from) {
    double along = 0;
    for (int i = 0; i < v.length; i++) {
      along += v[i] * x[from + i];
    }
    for (int i = 0; i < v.length; i++) {
      x[from + i] -= along * v[i];
    }
  }
}
