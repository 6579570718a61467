package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds a multiple of one vector to another (BLAS-1 axpy).
 *
 * <p>Formula: {@code y ← alpha·x + y}. Every element is computed alone, so all widths give the same
 * bits. Rounded once (FMA). {@code x} and {@code y} may be the same elements; otherwise they must
 * not overlap.
 */
public final class Axpy {
  private Axpy() {}

  /** {@code y ← alpha·x + y} for {@code n} elements. */
  public static void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.axpy(n, alpha, x, xOffset, y, yOffset);
    } else {
      Scalar.axpy(n, alpha, x, xOffset, y, yOffset);
    }
  }

  /** {@code z ← alpha·(x - y) + z}; {@code z} may be {@code x} or {@code y}. */
  public static void axpyDifference(
      int n, float alpha, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    Check.range("z", z.length, zOffset, n);
    if (Simd.pays(n)) {
      Vector.axpyDifference(n, alpha, x, xOffset, y, yOffset, z, zOffset);
    } else {
      Scalar.axpyDifference(n, alpha, x, xOffset, y, yOffset, z, zOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Axpy#axpy}. */
    public static void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = Fma.fma(x[xOffset + i], alpha, y[yOffset + i]);
      }
    }

    /** See {@link Axpy#axpyDifference}. */
    public static void axpyDifference(
        int n,
        float alpha,
        float[] x,
        int xOffset,
        float[] y,
        int yOffset,
        float[] z,
        int zOffset) {
      for (int i = 0; i < n; i++) {
        z[zOffset + i] = Fma.fma(x[xOffset + i] - y[yOffset + i], alpha, z[zOffset + i]);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Axpy#axpy}. */
    public static void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      FloatVector valpha = FloatVector.broadcast(S, alpha);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        vx.fma(valpha, vy).intoArray(y, yOffset + i);
      }
      Scalar.axpy(n - i, alpha, x, xOffset + i, y, yOffset + i);
    }

    /** See {@link Axpy#axpyDifference}. */
    public static void axpyDifference(
        int n,
        float alpha,
        float[] x,
        int xOffset,
        float[] y,
        int yOffset,
        float[] z,
        int zOffset) {
      FloatVector valpha = FloatVector.broadcast(S, alpha);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        FloatVector vz = FloatVector.fromArray(S, z, zOffset + i);
        vx.sub(vy).fma(valpha, vz).intoArray(z, zOffset + i);
      }
      Scalar.axpyDifference(n - i, alpha, x, xOffset + i, y, yOffset + i, z, zOffset + i);
    }
  }
}
