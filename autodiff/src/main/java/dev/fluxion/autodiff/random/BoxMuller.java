package dev.fluxion.autodiff.random;

import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.autodiff.kernel.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Standard normal numbers, two from the two words of a block.
 *
 * <p>Formula: {@code r = √(-2 ln u)}, {@code z₀ = ±r cos x}, {@code z₁ = ±r sin x}. The first word
 * w gives {@code u = (w + ½)·2⁻³²}, with all its bits: the farthest normal is 6.76. Of the second
 * word, one bit is the sign and 31 are the angle x, midpoints of cells of (-π/2, π/2); so both
 * numbers are exactly symmetric about 0.
 *
 * <p>Near u = 0 and near u = 1 alike u has its full relative precision, so neither the tails nor
 * the surroundings of 0 lie on a lattice: below ½ the logarithm is split as {@code u = 2⁻ᵉ(1 + f)},
 * above it is {@code ln(1 + f)} with {@code f = u - 1}, which comes from the complement of w. Both
 * ways f lies in [-½, 0], where one polynomial of degree 9 serves. The radius has a relative error
 * below 2e-7, sine and cosine an absolute error below 3e-7. All is made of additions, products,
 * FMA, roots and bit operations: scalar code and every width give the same bits.
 *
 * <p>Source: G. Box, M. Muller, «A Note on the Generation of Random Normal Deviates», Annals of
 * Mathematical Statistics 29, 1958. The polynomials are minimax fits of our own (Remez).
 */
final class BoxMuller {
  /** {@code ln(1 + f) / f} on [-½, 0], from the constant on; relative error 2.3e-8. */
  private static final float L0 = 1f;

  private static final float L1 = -0.49999285f;
  private static final float L2 = 0.33370063f;
  private static final float L3 = -0.24280508f;
  private static final float L4 = 0.26961273f;
  private static final float L5 = 0.20353879f;
  private static final float L6 = 1.2576693f;
  private static final float L7 = 1.6958115f;
  private static final float L8 = 1.4411076f;

  /** {@code cos x} in x² on [-π/2, π/2]; absolute error 4.7e-8. */
  private static final float C0 = 0.99999994f;

  private static final float C1 = -0.49999905f;
  private static final float C2 = 0.041663583f;
  private static final float C3 = -0.0013853704f;
  private static final float C4 = 2.3153932e-05f;

  /** {@code sin x / x} in x² on [-π/2, π/2]; absolute error of the sine 3.4e-9. */
  private static final float S0 = 1f;

  private static final float S1 = -0.16666648f;
  private static final float S2 = 0.0083329f;
  private static final float S3 = -0.00019800912f;
  private static final float S4 = 2.5905113e-06f;

  private static final float TWO_LN_2 = 1.3862944f;
  private static final float ANGLE = 1.5707964f * 0x1p-31f;
  private static final int MANTISSA = 0x007F_FFFF;
  private static final int HALF = 0x3F00_0000; // the bits of ½
  private static final int SIGN = 0x8000_0000;

  private BoxMuller() {}

  /** The normals of {@code count} groups of words (see {@link Threefry}). */
  static void groups(int count, int[] words, float[] out, int offset) {
    for (int g = 0; g < count; g++) {
      int from = g * Threefry.WORDS;
      if (Simd.BITS != 0) {
        Vector.squares(words, from, out, offset + from);
        Vector.turn(words, from, out, offset + from);
      } else {
        Scalar.squares(words, from, out, offset + from);
        Scalar.turn(words, from, out, offset + from);
      }
    }
  }

  /** One block at a time. */
  static final class Scalar {
    private Scalar() {}

    /** Writes the squares of the radii of a group where its first normals will be. */
    static void squares(int[] words, int from, float[] out, int offset) {
      for (int i = 0; i < Threefry.GROUP; i++) {
        out[offset + i] = square(words[from + i]);
      }
    }

    /** Turns the squares of the radii of a group into its normals. */
    static void turn(int[] words, int from, float[] out, int offset) {
      for (int i = 0; i < Threefry.GROUP; i++) {
        float r = (float) Math.sqrt(out[offset + i]);
        int w = words[from + Threefry.GROUP + i];
        out[offset + i] = first(r, w);
        out[offset + Threefry.GROUP + i] = second(r, w);
      }
    }

    /** {@code r² = -2 ln u}. */
    static float square(int w) {
      int above = w >> 31; // all bits where u > ½
      float y = Fma.fma((float) (w ^ above), 0x1p-32f, 0x1p-33f); // u or 1 - u
      int bits = Float.floatToRawIntBits(y);
      float f = above != 0 ? -y : Float.intBitsToFloat(bits & MANTISSA | HALF) - 1f;
      int e = 126 - (bits >>> 23) & ~above;
      float f2 = f * f;
      float f4 = f2 * f2;
      float p = Fma.fma(f2, Fma.fma(f, L3, L2), Fma.fma(f, L1, L0));
      float q = Fma.fma(f2, Fma.fma(f, L7, L6), Fma.fma(f, L5, L4));
      p = Fma.fma(f4, Fma.fma(f4, L8, q), p);
      return Fma.fma(f * -2f, p, e * TWO_LN_2);
    }

    /** {@code ±r cos x}. */
    static float first(float r, int w) {
      float x = (w << 1 | 1) * ANGLE;
      float s = x * x;
      float c = Fma.fma(Fma.fma(Fma.fma(Fma.fma(C4, s, C3), s, C2), s, C1), s, C0);
      return c * signed(r, w);
    }

    /** {@code ±r sin x}. */
    static float second(float r, int w) {
      float x = (w << 1 | 1) * ANGLE;
      float s = x * x;
      float c = Fma.fma(Fma.fma(Fma.fma(Fma.fma(S4, s, S3), s, S2), s, S1), s, S0);
      return c * x * signed(r, w);
    }

    private static float signed(float r, int w) {
      return Float.intBitsToFloat(Float.floatToRawIntBits(r) ^ w & SIGN);
    }
  }

  /**
   * A vector of blocks at a time. Two loops are faster than one: the shorter the chain of a loop,
   * the more of its turns overlap.
   */
  static final class Vector {
    private static final VectorSpecies<Integer> I = Lanes.INT;
    private static final VectorSpecies<Float> F = Lanes.FLOAT;

    private Vector() {}

    /** See {@link Scalar#squares} and {@link Scalar#square}. */
    static void squares(int[] words, int from, float[] out, int offset) {
      FloatVector scale = FloatVector.broadcast(F, 0x1p-32f);
      for (int i = 0; i < Threefry.GROUP; i += F.length()) {
        IntVector w = IntVector.fromArray(I, words, from + i);
        IntVector above = w.lanewise(VectorOperators.ASHR, 31);
        FloatVector whole =
            (FloatVector) w.lanewise(VectorOperators.XOR, above).convert(VectorOperators.I2F, 0);
        FloatVector y = whole.fma(scale, FloatVector.broadcast(F, 0x1p-33f));
        IntVector bits = y.reinterpretAsInts();
        IntVector m = bits.lanewise(VectorOperators.AND, MANTISSA);
        FloatVector below = m.lanewise(VectorOperators.OR, HALF).reinterpretAsFloats().sub(1f);
        FloatVector f =
            below
                .reinterpretAsInts()
                .blend(y.neg().reinterpretAsInts(), above.compare(VectorOperators.LT, 0))
                .reinterpretAsFloats();
        IntVector e = IntVector.broadcast(I, 126).sub(bits.lanewise(VectorOperators.LSHR, 23));
        e = e.lanewise(VectorOperators.AND_NOT, above);
        FloatVector f2 = f.mul(f);
        FloatVector f4 = f2.mul(f2);
        FloatVector p01 = f.fma(FloatVector.broadcast(F, L1), FloatVector.broadcast(F, L0));
        FloatVector p23 = f.fma(FloatVector.broadcast(F, L3), FloatVector.broadcast(F, L2));
        FloatVector p45 = f.fma(FloatVector.broadcast(F, L5), FloatVector.broadcast(F, L4));
        FloatVector p67 = f.fma(FloatVector.broadcast(F, L7), FloatVector.broadcast(F, L6));
        FloatVector q = f4.fma(FloatVector.broadcast(F, L8), f2.fma(p67, p45));
        FloatVector p = f4.fma(q, f2.fma(p23, p01));
        FloatVector part = ((FloatVector) e.convert(VectorOperators.I2F, 0)).mul(TWO_LN_2);
        f.mul(-2f).fma(p, part).intoArray(out, offset + i);
      }
    }

    /** See {@link Scalar#turn}. */
    static void turn(int[] words, int from, float[] out, int offset) {
      for (int i = 0; i < Threefry.GROUP; i += F.length()) {
        IntVector w = IntVector.fromArray(I, words, from + Threefry.GROUP + i);
        IntVector sign = w.lanewise(VectorOperators.AND, SIGN);
        IntVector odd = w.lanewise(VectorOperators.LSHL, 1).lanewise(VectorOperators.OR, 1);
        FloatVector x = ((FloatVector) odd.convert(VectorOperators.I2F, 0)).mul(ANGLE);
        FloatVector s = x.mul(x);
        FloatVector c =
            FloatVector.broadcast(F, C4)
                .fma(s, FloatVector.broadcast(F, C3))
                .fma(s, FloatVector.broadcast(F, C2))
                .fma(s, FloatVector.broadcast(F, C1))
                .fma(s, FloatVector.broadcast(F, C0));
        FloatVector d =
            FloatVector.broadcast(F, S4)
                .fma(s, FloatVector.broadcast(F, S3))
                .fma(s, FloatVector.broadcast(F, S2))
                .fma(s, FloatVector.broadcast(F, S1))
                .fma(s, FloatVector.broadcast(F, S0));
        FloatVector r =
            FloatVector.fromArray(F, out, offset + i)
                .sqrt()
                .reinterpretAsInts()
                .lanewise(VectorOperators.XOR, sign)
                .reinterpretAsFloats();
        c.mul(r).intoArray(out, offset + i);
        d.mul(x).mul(r).intoArray(out, offset + Threefry.GROUP + i);
      }
    }
  }
}
