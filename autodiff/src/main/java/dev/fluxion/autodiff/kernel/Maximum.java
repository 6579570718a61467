package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The larger of two numbers, element by element, and of vector and number.
 *
 * <p>Formula: {@code z ← max(x, y)}; {@code y ← max(x, alpha)}. NaN if either is NaN; −0 is less
 * than +0.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. The result
 * may be either argument, else the arrays must not overlap.
 *
 * <p>Source: IEEE 754-2019, operation maximum.
 */
public final class Maximum {
  private Maximum() {}

  /** {@code z ← max(x, y)} for {@code n} elements. */
  public static void maximum(
      int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    Check.range("z", z.length, zOffset, n);
    if (Simd.pays(n)) {
      Vector.maximum(n, x, xOffset, y, yOffset, z, zOffset);
    } else {
      Scalar.maximum(n, x, xOffset, y, yOffset, z, zOffset);
    }
  }

  /** {@code y ← max(x, alpha)} for {@code n} elements. */
  public static void maximum(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.maximum(n, alpha, x, xOffset, y, yOffset);
    } else {
      Scalar.maximum(n, alpha, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Maximum#maximum(int, float[], int, float[], int, float[], int)}. */
    public static void maximum(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      for (int i = 0; i < n; i++) {
        z[zOffset + i] = Math.max(x[xOffset + i], y[yOffset + i]);
      }
    }

    /** See {@link Maximum#maximum(int, float, float[], int, float[], int)}. */
    public static void maximum(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = Math.max(x[xOffset + i], alpha);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Maximum#maximum(int, float[], int, float[], int, float[], int)}. */
    public static void maximum(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        vx.max(vy).intoArray(z, zOffset + i);
      }
      Scalar.maximum(n - i, x, xOffset + i, y, yOffset + i, z, zOffset + i);
    }

    /** See {@link Maximum#maximum(int, float, float[], int, float[], int)}. */
    public static void maximum(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.max(alpha).intoArray(y, yOffset + i);
      }
      Scalar.maximum(n - i, alpha, x, xOffset + i, y, yOffset + i);
    }
  }
}
