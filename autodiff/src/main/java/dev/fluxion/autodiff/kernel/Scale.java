package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Multiplies a vector by a number (BLAS-1 scal).
 *
 * <p>Formula: {@code y ← alpha·x}, rounded once; also in place.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. {@code y}
 * may be {@code x}, else they must not overlap.
 *
 * <p>Source: C. Lawson et al., Basic Linear Algebra Subprograms for Fortran Usage, 1979.
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

  /** {@code y ← alpha·x} for {@code n} elements. */
  public static void scale(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.scale(n, alpha, x, xOffset, y, yOffset);
    } else {
      Scalar.scale(n, alpha, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Scale#scale(int, float, float[], int)}. */
    public static void scale(int n, float alpha, float[] x, int xOffset) {
      for (int i = 0; i < n; i++) {
        x[xOffset + i] = alpha * x[xOffset + i];
      }
    }

    /** See {@link Scale#scale(int, float, float[], int, float[], int)}. */
    public static void scale(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = alpha * x[xOffset + i];
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Scale#scale(int, float, float[], int)}. */
    public static void scale(int n, float alpha, float[] x, int xOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.mul(alpha).intoArray(x, xOffset + i);
      }
      Scalar.scale(n - i, alpha, x, xOffset + i);
    }

    /** See {@link Scale#scale(int, float, float[], int, float[], int)}. */
    public static void scale(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.mul(alpha).intoArray(y, yOffset + i);
      }
      Scalar.scale(n - i, alpha, x, xOffset + i, y, yOffset + i);
    }
  }
}
