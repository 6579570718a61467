package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The largest absolute value of a vector, the ∞-norm, and where it stands (BLAS-1 i_amax).
 *
 * <p>Formula: {@code max |xᵢ|}; NaN if an element is NaN. Without elements it is 0.
 *
 * <p>Agreement: exact, all forms give the same bits, for the order of comparing does not matter.
 *
 * <p>Source: IEEE 754-2019, operations minimum and maximum.
 */
public final class AbsoluteMax {
  private AbsoluteMax() {}

  /** {@code max |xᵢ|}. */
  public static float absoluteMax(int n, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    return Simd.pays(n) ? Vector.absoluteMax(n, x, xOffset) : Scalar.absoluteMax(n, x, xOffset);
  }

  /**
   * The index of the first element with the largest absolute value; of the first NaN, if there is
   * one; −1 without elements.
   */
  public static int index(int n, float[] x, int xOffset) {
    return FirstIndex.ofAbsolute(absoluteMax(n, x, xOffset), n, x, xOffset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link AbsoluteMax#absoluteMax}. */
    public static float absoluteMax(int n, float[] x, int xOffset) {
      float m = 0f;
      for (int i = 0; i < n; i++) {
        m = Math.max(m, Math.abs(x[xOffset + i]));
      }
      return m;
    }
  }

  /** Four vectors at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final FloatVector EMPTY = FloatVector.broadcast(S, 0f);

    private Vector() {}

    /** See {@link AbsoluteMax#absoluteMax}. */
    public static float absoluteMax(int n, float[] x, int xOffset) {
      int step = 4 * S.length();
      int bound = n - n % step;
      FloatVector m0 = FloatVector.broadcast(S, 0f);
      FloatVector m1 = m0;
      FloatVector m2 = m0;
      FloatVector m3 = m0;
      for (int i = 0; i < bound; i += step) {
        int at = xOffset + i;
        m0 = FloatVector.fromArray(S, x, at).abs().max(m0);
        m1 = FloatVector.fromArray(S, x, at + S.length()).abs().max(m1);
        m2 = FloatVector.fromArray(S, x, at + 2 * S.length()).abs().max(m2);
        m3 = FloatVector.fromArray(S, x, at + 3 * S.length()).abs().max(m3);
      }
      float m = EMPTY.max(m0).max(m1).max(EMPTY.max(m2).max(m3)).reduceLanes(VectorOperators.MAX);
      return Math.max(m, Scalar.absoluteMax(n - bound, x, xOffset + bound));
    }
  }
}
