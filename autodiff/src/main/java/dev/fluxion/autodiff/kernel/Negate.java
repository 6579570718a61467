package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Changes the sign of every element.
 *
 * <p>Formula: {@code y ← -x}; the sign of zero changes too.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. {@code y}
 * may be {@code x}, else they must not overlap.
 *
 * <p>Source: IEEE 754-2019.
 */
public final class Negate {
  private Negate() {}

  /** {@code y ← -x} for {@code n} elements. */
  public static void negate(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.negate(n, x, xOffset, y, yOffset);
    } else {
      Scalar.negate(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Negate#negate}. */
    public static void negate(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = -x[xOffset + i];
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Negate#negate}. */
    public static void negate(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.neg().intoArray(y, yOffset + i);
      }
      Scalar.negate(n - i, x, xOffset + i, y, yOffset + i);
    }
  }
}
