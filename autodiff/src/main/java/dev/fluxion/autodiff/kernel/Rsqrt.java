package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reciprocal square root.
 *
 * <p>Formula: {@code 1 / √x}, root and quotient each correctly rounded; ±∞ for ±0, NaN for {@code x
 * < 0}.
 */
public final class Rsqrt {
  private Rsqrt() {}

  /** {@code y ← 1/√x} for {@code n} elements; {@code y} may be {@code x}. */
  public static void rsqrt(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.rsqrt(n, x, xOffset, y, yOffset);
    } else {
      Scalar.rsqrt(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Rsqrt#rsqrt}. */
    public static void rsqrt(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = rsqrt(x[xOffset + i]);
      }
    }

    /** 1/√x of one float. */
    public static float rsqrt(float x) {
      return 1f / (float) Math.sqrt(x);
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Rsqrt#rsqrt}. */
    public static void rsqrt(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector.broadcast(S, 1f).div(vx.sqrt()).intoArray(y, yOffset + i);
      }
      Scalar.rsqrt(n - i, x, xOffset + i, y, yOffset + i);
    }
  }
}
