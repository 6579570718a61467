package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The largest magnitude of a vector.
 *
 * <p>Formula: {@code max |xᵢ|}, 0 for no elements; infinite if one is, and NaN if one is, so that
 * one pass says both whether all is finite and how large it is. Magnitudes are compared as
 * integers, their bits without the sign, which order NaN behind infinity. Exact, so the order does
 * not matter: the same on every width.
 */
public final class Magnitude {
  /** All bits of a float but the sign. */
  static final int BITS = 0x7FFF_FFFF;

  private Magnitude() {}

  /** {@code max |xᵢ|} of {@code n} elements. */
  public static float largest(int n, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    return Simd.pays(n) ? Vector.largest(n, x, xOffset) : Scalar.largest(n, x, xOffset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Magnitude#largest}. */
    public static float largest(int n, float[] x, int xOffset) {
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

    /** See {@link Magnitude#largest}. */
    public static float largest(int n, float[] x, int xOffset) {
      IntVector largest = IntVector.zero(I);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        IntVector bits = FloatVector.fromArray(S, x, xOffset + i).reinterpretAsInts();
        largest = bits.lanewise(VectorOperators.AND, BITS).max(largest);
      }
      int most = NOTHING.max(largest).reduceLanes(VectorOperators.MAX);
      float rest = Scalar.largest(n - i, x, xOffset + i);
      return Float.intBitsToFloat(Math.max(most, Float.floatToRawIntBits(rest)));
    }
  }
}
