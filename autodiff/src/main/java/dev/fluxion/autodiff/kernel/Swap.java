package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exchanges two vectors (BLAS-1 swap).
 *
 * <p>Formula: {@code x ↔ y}. Copies bits.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. The
 * vectors must not overlap, but may be the same elements.
 *
 * <p>Source: C. Lawson et al., Basic Linear Algebra Subprograms for Fortran Usage, 1979.
 */
public final class Swap {
  private Swap() {}

  /** {@code x ↔ y} for {@code n} elements. */
  public static void swap(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.swap(n, x, xOffset, y, yOffset);
    } else {
      Scalar.swap(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Swap#swap}. */
    public static void swap(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        float t = x[xOffset + i];
        x[xOffset + i] = y[yOffset + i];
        y[yOffset + i] = t;
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Swap#swap}. */
    public static void swap(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        vy.intoArray(x, xOffset + i);
        vx.intoArray(y, yOffset + i);
      }
      Scalar.swap(n - i, x, xOffset + i, y, yOffset + i);
    }
  }
}
