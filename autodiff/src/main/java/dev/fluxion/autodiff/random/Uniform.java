package dev.fluxion.autodiff.random;

import dev.fluxion.autodiff.kernel.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Words to uniform numbers.
 *
 * <p>Formulas: {@code (w + ½)·2⁻³²} in double; {@code (⌊w/2⁹⌋ + ½)·2⁻²³} in float, the finest
 * midpoints that floats hold exactly, so that 0 and 1 never occur; {@code ⌊w·bound / 2³²⌋}. The
 * same bits on every width.
 */
final class Uniform {
  private Uniform() {}

  /** A midpoint of one of 2³² cells of (0, 1). */
  static double of(int w) {
    return ((w ^ 0x8000_0000) + (0x1p31 + 0.5)) * 0x1p-32; // exact
  }

  /** A whole number from 0 to {@code bound - 1}. */
  static int below(int bound, int w) {
    return (int) ((w & 0xFFFFFFFFL) * bound >>> 32);
  }

  /** Midpoints of 2²³ cells of (0, 1). */
  static void floats(int n, int[] words, int from, float[] out, int offset) {
    if (Simd.BITS != 0) {
      Vector.floats(n, words, from, out, offset);
    } else {
      Scalar.floats(n, words, from, out, offset);
    }
  }

  /** One word at a time. */
  static final class Scalar {
    private Scalar() {}

    /** See {@link Uniform#floats}. */
    static void floats(int n, int[] words, int from, float[] out, int offset) {
      for (int i = 0; i < n; i++) {
        out[offset + i] = ((words[from + i] >>> 9) + 0.5f) * 0x1p-23f;
      }
    }

    /** From {@code low} to {@code high}, by doubles. */
    static void floats(
        int n, int[] words, int from, double low, double high, float[] out, int offset) {
      for (int i = 0; i < n; i++) {
        out[offset + i] = (float) (low + (high - low) * of(words[from + i]));
      }
    }

    /** From {@code low} to {@code high}. */
    static void doubles(
        int n, int[] words, int from, double low, double high, double[] out, int offset) {
      for (int i = 0; i < n; i++) {
        out[offset + i] = low + (high - low) * of(words[from + i]);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  static final class Vector {
    private static final VectorSpecies<Integer> I = Lanes.INT;
    private static final VectorSpecies<Float> F = Lanes.FLOAT;

    private Vector() {}

    /** See {@link Uniform#floats}. */
    static void floats(int n, int[] words, int from, float[] out, int offset) {
      int i = 0;
      for (int bound = F.loopBound(n); i < bound; i += F.length()) {
        IntVector w = IntVector.fromArray(I, words, from + i);
        IntVector cell = w.lanewise(VectorOperators.LSHR, 9);
        FloatVector x = (FloatVector) cell.convert(VectorOperators.I2F, 0);
        x.add(0.5f).mul(0x1p-23f).intoArray(out, offset + i);
      }
      Scalar.floats(n - i, words, from + i, out, offset + i);
    }
  }
}
