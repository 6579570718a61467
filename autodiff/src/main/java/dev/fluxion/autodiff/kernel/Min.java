package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The smallest element of a vector.
 *
 * <p>Formula: {@code min xᵢ}; NaN if an element is NaN; −0 is less than +0. Without elements it is
 * ∞.
 *
 * <p>Agreement: exact, all forms give the same bits, for the order of comparing does not matter.
 *
 * <p>Source: IEEE 754-2019, operations minimum and maximum.
 */
public final class Min {
  private Min() {}

  /** {@code min xᵢ}. */
  public static float min(int n, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    return Simd.pays(n) ? Vector.min(n, x, xOffset) : Scalar.min(n, x, xOffset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Min#min}. */
    public static float min(int n, float[] x, int xOffset) {
      float m = Float.POSITIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        m = Math.min(m, x[xOffset + i]);
      }
      return m;
    }
  }

  /** Four vectors at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final FloatVector EMPTY = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);

    private Vector() {}

    /** See {@link Min#min}. */
    public static float min(int n, float[] x, int xOffset) {
      int step = 4 * S.length();
      int bound = n - n % step;
      FloatVector m0 = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
      FloatVector m1 = m0;
      FloatVector m2 = m0;
      FloatVector m3 = m0;
      for (int i = 0; i < bound; i += step) {
        int at = xOffset + i;
        m0 = FloatVector.fromArray(S, x, at).min(m0);
        m1 = FloatVector.fromArray(S, x, at + S.length()).min(m1);
        m2 = FloatVector.fromArray(S, x, at + 2 * S.length()).min(m2);
        m3 = FloatVector.fromArray(S, x, at + 3 * S.length()).min(m3);
      }
      float m = EMPTY.min(m0).min(m1).min(EMPTY.min(m2).min(m3)).reduceLanes(VectorOperators.MIN);
      return Math.min(m, Scalar.min(n - bound, x, xOffset + bound));
    }
  }
}
