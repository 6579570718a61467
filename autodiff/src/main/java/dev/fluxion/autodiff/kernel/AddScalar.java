package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds a number to every element.
 *
 * <p>Formula: {@code y ← x + alpha}, rounded once; also in place.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. {@code y}
 * may be {@code x}, else they must not overlap.
 *
 * <p>Source: IEEE 754-2019.
 */
public final class AddScalar {
  private AddScalar() {}

  /** {@code x ← x + alpha} for {@code n} elements. */
  public static void addScalar(int n, float alpha, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    if (Simd.pays(n)) {
      Vector.addScalar(n, alpha, x, xOffset);
    } else {
      Scalar.addScalar(n, alpha, x, xOffset);
    }
  }

  /** {@code y ← x + alpha} for {@code n} elements. */
  public static void addScalar(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.addScalar(n, alpha, x, xOffset, y, yOffset);
    } else {
      Scalar.addScalar(n, alpha, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link AddScalar#addScalar(int, float, float[], int)}. */
    public static void addScalar(int n, float alpha, float[] x, int xOffset) {
      for (int i = 0; i < n; i++) {
        x[xOffset + i] = x[xOffset + i] + alpha;
      }
    }

    /** See {@link AddScalar#addScalar(int, float, float[], int, float[], int)}. */
    public static void addScalar(
        int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = x[xOffset + i] + alpha;
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link AddScalar#addScalar(int, float, float[], int)}. */
    public static void addScalar(int n, float alpha, float[] x, int xOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.add(alpha).intoArray(x, xOffset + i);
      }
      Scalar.addScalar(n - i, alpha, x, xOffset + i);
    }

    /** See {@link AddScalar#addScalar(int, float, float[], int, float[], int)}. */
    public static void addScalar(
        int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.add(alpha).intoArray(y, yOffset + i);
      }
      Scalar.addScalar(n - i, alpha, x, xOffset + i, y, yOffset + i);
    }
  }
}
