package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The smaller of two numbers, element by element, and of vector and number.
 *
 * <p>Formula: {@code z ← min(x, y)}; {@code y ← min(x, alpha)}. NaN if either is NaN; −0 is less
 * than +0.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. The result
 * may be either argument, else the arrays must not overlap.
 *
 * <p>Source: IEEE 754-2019, operation minimum.
 */
public final class Minimum {
  private Minimum() {}

  /** {@code z ← min(x, y)} for {@code n} elements. */
  public static void minimum(
      int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    Check.range("z", z.length, zOffset, n);
    if (Simd.pays(n)) {
      Vector.minimum(n, x, xOffset, y, yOffset, z, zOffset);
    } else {
      Scalar.minimum(n, x, xOffset, y, yOffset, z, zOffset);
    }
  }

  /** {@code y ← min(x, alpha)} for {@code n} elements. */
  public static void minimum(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.minimum(n, alpha, x, xOffset, y, yOffset);
    } else {
      Scalar.minimum(n, alpha, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Minimum#minimum(int, float[], int, float[], int, float[], int)}. */
    public static void minimum(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      for (int i = 0; i < n; i++) {
        z[zOffset + i] = Math.min(x[xOffset + i], y[yOffset + i]);
      }
    }

    /** See {@link Minimum#minimum(int, float, float[], int, float[], int)}. */
    public static void minimum(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = Math.min(x[xOffset + i], alpha);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Minimum#minimum(int, float[], int, float[], int, float[], int)}. */
    public static void minimum(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        vx.min(vy).intoArray(z, zOffset + i);
      }
      Scalar.minimum(n - i, x, xOffset + i, y, yOffset + i, z, zOffset + i);
    }

    /** See {@link Minimum#minimum(int, float, float[], int, float[], int)}. */
    public static void minimum(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.min(alpha).intoArray(y, yOffset + i);
      }
      Scalar.minimum(n - i, alpha, x, xOffset + i, y, yOffset + i);
    }
  }
}
