package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The largest absolute value of a vector, the ∞-norm, and where it stands (BLAS-1 i_amax).
 *
 * <p>Formula: {@code max |xᵢ|}, 0 without elements; infinite if an element is, NaN if one is, so
 * that one pass says both whether all is finite and how large it is. Magnitudes are compared as
 * integers, their bits without the sign, which order NaN behind infinity.
 *
 * <p>Agreement: exact, all forms give the same bits, for the order of comparing does not matter.
 *
 * <p>Source: IEEE 754-2019, operations minimum and maximum.
 */
public final class AbsoluteMax {
  /** All bits of a float but the sign. */
  static final int BITS = 0x7FFF_FFFF;

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
      int largest = 0;
      for (int i = 0; i < n; i++) {
        largest = Math.max(largest, Float.floatToRawIntBits(x[xOffset + i]) & BITS);
      }
      return Float.intBitsToFloat(largest);
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final VectorSpecies<Integer> I = Species.INT;
    private static final IntVector NOTHING = IntVector.zero(I);

    private Vector() {}

    /** See {@link AbsoluteMax#absoluteMax}. */
    public static float absoluteMax(int n, float[] x, int xOffset) {
      IntVector largest = IntVector.zero(I);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        IntVector bits = FloatVector.fromArray(S, x, xOffset + i).reinterpretAsInts();
        largest = bits.lanewise(VectorOperators.AND, BITS).max(largest);
      }
      int most = NOTHING.max(largest).reduceLanes(VectorOperators.MAX);
      float rest = Scalar.absoluteMax(n - i, x, xOffset + i);
      return Float.intBitsToFloat(Math.max(most, Float.floatToRawIntBits(rest)));
    }
  }
}
