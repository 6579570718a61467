package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Multiplies a vector by a number (BLAS-1 scal).
 *
 * <p>Formula: {@code x ← alpha·x}. Every element is computed alone, so all widths give the same
 * bits.
 */
public final class Scale {
  private Scale() {}

  /** {@code x ← alpha·x} for {@code n} elements. */
  public static void scale(int n, float alpha, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    if (Simd.pays(n)) {
      Vector.scale(n, alpha, x, xOffset);
    } else {
      Scalar.scale(n, alpha, x, xOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Scale#scale}. */
    public static void scale(int n, float alpha, float[] x, int xOffset) {
      for (int i = 0; i < n; i++) {
        x[xOffset + i] = alpha * x[xOffset + i];
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Scale#scale}. */
    public static void scale(int n, float alpha, float[] x, int xOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.mul(alpha).intoArray(x, xOffset + i);
      }
      Scalar.scale(n - i, alpha, x, xOffset + i);
    }
  }
}
