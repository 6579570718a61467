package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The largest element of a vector.
 *
 * <p>Formula: {@code max xᵢ}; NaN if an element is NaN; −0 is less than +0. Without elements it is
 * −∞.
 *
 * <p>Agreement: exact, all forms give the same bits, for the order of comparing does not matter.
 *
 * <p>Source: IEEE 754-2019, operations minimum and maximum.
 */
public final class Max {
  private Max() {}

  /** {@code max xᵢ}. */
  public static float max(int n, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    return Simd.pays(n) ? Vector.max(n, x, xOffset) : Scalar.max(n, x, xOffset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Max#max}. */
    public static float max(int n, float[] x, int xOffset) {
      float m = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        m = Math.max(m, x[xOffset + i]);
      }
      return m;
    }
  }

  /** Four vectors at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final FloatVector EMPTY = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);

    private Vector() {}

    /** See {@link Max#max}. */
    public static float max(int n, float[] x, int xOffset) {
      int step = 4 * S.length();
      int bound = n - n % step;
      FloatVector m0 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
      FloatVector m1 = m0;
      FloatVector m2 = m0;
      FloatVector m3 = m0;
      for (int i = 0; i < bound; i += step) {
        int at = xOffset + i;
        m0 = FloatVector.fromArray(S, x, at).max(m0);
        m1 = FloatVector.fromArray(S, x, at + S.length()).max(m1);
        m2 = FloatVector.fromArray(S, x, at + 2 * S.length()).max(m2);
        m3 = FloatVector.fromArray(S, x, at + 3 * S.length()).max(m3);
      }
      float m = EMPTY.max(m0).max(m1).max(EMPTY.max(m2).max(m3)).reduceLanes(VectorOperators.MAX);
      return Math.max(m, Scalar.max(n - bound, x, xOffset + bound));
    }
  }
}
