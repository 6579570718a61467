package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Whether a float vector holds neither NaN nor an infinity.
 *
 * <p>Formula: {@code Σ (xᵢ - xᵢ) = 0}, because {@code ∞ - ∞} and {@code NaN - NaN} are NaN and
 * every other difference is zero. The answer does not depend on the order of summation.
 */
public final class AllFinite {
  private AllFinite() {}

  /** Whether all {@code n} elements are finite. */
  public static boolean allFinite(int n, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    return Simd.pays(n) ? Vector.allFinite(n, x, xOffset) : Scalar.allFinite(n, x, xOffset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link AllFinite#allFinite}. */
    public static boolean allFinite(int n, float[] x, int xOffset) {
      for (int i = 0; i < n; i++) {
        if (!(Math.abs(x[xOffset + i]) <= Float.MAX_VALUE)) {
          return false;
        }
      }
      return true;
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link AllFinite#allFinite}. */
    public static boolean allFinite(int n, float[] x, int xOffset) {
      FloatVector sum = FloatVector.zero(S);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
        sum = v.sub(v).add(sum);
      }
      return sum.reduceLanes(VectorOperators.ADD) == 0 && Scalar.allFinite(n - i, x, xOffset + i);
    }
  }
}
