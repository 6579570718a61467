package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Quotients: of two vectors, by a number, and reciprocals.
 *
 * <p>Formula: {@code z ← x / y}; {@code y ← x / alpha}; {@code y ← alpha / x}. Correctly rounded.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. The result
 * may be either argument, else the arrays must not overlap.
 *
 * <p>Source: IEEE 754-2019.
 */
public final class Divide {
  private Divide() {}

  /** {@code z ← x / y} for {@code n} elements. */
  public static void divide(
      int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    Check.range("z", z.length, zOffset, n);
    if (Simd.pays(n)) {
      Vector.divide(n, x, xOffset, y, yOffset, z, zOffset);
    } else {
      Scalar.divide(n, x, xOffset, y, yOffset, z, zOffset);
    }
  }

  /** {@code y ← x / alpha} for {@code n} elements. */
  public static void divideByScalar(
      int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.divideByScalar(n, alpha, x, xOffset, y, yOffset);
    } else {
      Scalar.divideByScalar(n, alpha, x, xOffset, y, yOffset);
    }
  }

  /** {@code y ← alpha / x} for {@code n} elements. */
  public static void reciprocal(
      int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.reciprocal(n, alpha, x, xOffset, y, yOffset);
    } else {
      Scalar.reciprocal(n, alpha, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Divide#divide}. */
    public static void divide(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      for (int i = 0; i < n; i++) {
        z[zOffset + i] = x[xOffset + i] / y[yOffset + i];
      }
    }

    /** See {@link Divide#divideByScalar}. */
    public static void divideByScalar(
        int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = x[xOffset + i] / alpha;
      }
    }

    /** See {@link Divide#reciprocal}. */
    public static void reciprocal(
        int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = alpha / x[xOffset + i];
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Divide#divide}. */
    public static void divide(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        vx.div(vy).intoArray(z, zOffset + i);
      }
      Scalar.divide(n - i, x, xOffset + i, y, yOffset + i, z, zOffset + i);
    }

    /** See {@link Divide#divideByScalar}. */
    public static void divideByScalar(
        int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.div(alpha).intoArray(y, yOffset + i);
      }
      Scalar.divideByScalar(n - i, alpha, x, xOffset + i, y, yOffset + i);
    }

    /** See {@link Divide#reciprocal}. */
    public static void reciprocal(
        int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      FloatVector valpha = FloatVector.broadcast(S, alpha);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        valpha.div(vx).intoArray(y, yOffset + i);
      }
      Scalar.reciprocal(n - i, alpha, x, xOffset + i, y, yOffset + i);
    }
  }
}
