package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What sine and cosine of floats share, in double.
 *
 * <p>Formula: {@code x = k·π/2 + r} with {@code |r| ≤ π/4}; {@code sin x} is {@code sin r, cos r,
 * -sin r, -cos r} for {@code k mod 4 = 0, 1, 2, 3}, and {@code cos x = sin((k + 1)·π/2 + r)}. Up to
 * {@code |x| < 2²⁰}, π/2 is subtracted in two pieces of 33 and 53 bits (Cody and Waite); beyond, x
 * is multiplied by the 96 bits of 2/π that matter (M. Payne, R. Hanek, «Radian Reduction for
 * Trigonometric Functions», SIGNUM Newsletter 18, 1983), in scalar code. The polynomials are
 * minimax fits on {@code |r| ≤ π/4}: {@code sin r = r·(1 + r²·S(r²))}, error 4.9e-12, {@code cos r
 * = 1 - r²/2 + r⁴·C(r²)}, error 9.9e-14.
 */
final class Trigonometric {
  /** From here on the scalar form reduces by Payne and Hanek. */
  static final float LARGE = 0x1p20f;

  private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
  private static final double ROUNDER = 0x1.8p52; // adding it leaves an integer in the last bits
  private static final double HALF_PI_HIGH = 0x1.921fb54400000p+0;
  private static final double HALF_PI_LOW = 0x1.0b4611a626331p-34;
  private static final double HALF_PI_FIXED = 0x1.921fb54442d18p-62; // π/2 · 2⁻⁶²

  /** 2/π, 256 bits behind the point. */
  private static final long[] BITS = {
    0xa2f9836e4e441529L, 0xfc2757d1f534ddc0L, 0xdb6295993c439041L, 0xfe5163abdebbc561L
  };

  private static final double S3 = -0x1.5555554cb9ee6p-3;
  private static final double S5 = 0x1.111108964f4bfp-7;
  private static final double S7 = -0x1.a00f9daa1fdc3p-13;
  private static final double S9 = 0x1.6cd8595a3f6e2p-19;
  private static final double C4 = 0x1.5555554f4e4a0p-5;
  private static final double C6 = -0x1.6c16b898ce90ap-10;
  private static final double C8 = 0x1.a011202980ec3p-16;
  private static final double C10 = -0x1.242ad68e67f65p-22;

  private Trigonometric() {}

  /** One number. */
  static final class Scalar {
    private Scalar() {}

    /** The last bits of the k of x. */
    static int quadrant(float x) {
      return Math.abs(x) < LARGE
          ? (int) Double.doubleToRawLongBits(x * TWO_OVER_PI + ROUNDER)
          : (int) (quarters(x) + (1L << 61) >>> 62);
    }

    /** The r of x; NaN if x is not finite. */
    static double remainder(float x) {
      if (Math.abs(x) < LARGE) {
        double k = (x * TWO_OVER_PI + ROUNDER) - ROUNDER;
        return (x - k * HALF_PI_HIGH) - k * HALF_PI_LOW;
      }
      long quarters = quarters(x);
      long rest = quarters - (quarters + (1L << 61) >>> 62 << 62);
      return x - x == 0 ? rest * HALF_PI_FIXED : Double.NaN;
    }

    /** {@code x / (π/2)} modulo 4, with 62 bits behind the point, for {@code |x| ≥ 1}. */
    private static long quarters(float x) {
      int bits = Float.floatToRawIntBits(x);
      long mantissa = bits & 0x7FFFFF | 0x800000;
      int shift = (bits >>> 23 & 0xFF) - 150 - 2; // x = ±mantissa·2^(shift + 2)
      long high = window(shift);
      long low = window(shift + 64) >>> 32;
      long product = mantissa * high + (mantissa * low >>> 32);
      return bits < 0 ? -product : product;
    }

    /** 64 bits of 2/π from the given one on; those before the point are 0. */
    private static long window(int from) {
      int word = from >> 6;
      int bit = from & 63;
      long left = word < 0 ? 0 : BITS[word];
      long right = BITS[word + 1];
      return bit == 0 ? left : left << bit | right >>> 64 - bit;
    }

    /** {@code sin(k·π/2 + r)}. */
    static double sine(int k, double r) {
      double z = r * r;
      double sine = ((z * z * (z * S9 + S7) + (z * S5 + S3)) * z + 1) * r;
      double cosine = z * z * (z * z * (z * C10 + C8) + (z * C6 + C4)) + (1 - 0.5 * z);
      double y = (k & 1) == 0 ? sine : cosine;
      return (k & 2) == 0 ? y : -y;
    }
  }

  /** A vector of numbers. */
  static final class Vector {
    private static final VectorSpecies<Long> L = Species.DOUBLE.withLanes(long.class);

    private Vector() {}

    /** The k of x in the last bits, for {@code |x| < LARGE}. */
    static DoubleVector rounded(DoubleVector x) {
      return x.mul(TWO_OVER_PI).add(ROUNDER);
    }

    /** The r of x, with t from {@link #rounded}. */
    static DoubleVector remainder(DoubleVector x, DoubleVector t) {
      DoubleVector k = t.sub(ROUNDER);
      return x.sub(k.mul(HALF_PI_HIGH)).sub(k.mul(HALF_PI_LOW));
    }

    /** See {@link Scalar#sine}. */
    static DoubleVector sine(LongVector k, DoubleVector r) {
      DoubleVector z = r.mul(r);
      DoubleVector g = z.mul(z);
      DoubleVector sine = g.mul(z.mul(S9).add(S7)).add(z.mul(S5).add(S3)).mul(z).add(1).mul(r);
      DoubleVector cosine = g.mul(z.mul(C10).add(C8)).add(z.mul(C6).add(C4));
      cosine = g.mul(cosine).add(z.mul(-0.5).add(1));
      LongVector odd = LongVector.zero(L).sub(k.and(1)); // all bits, or none
      LongVector y = sine.reinterpretAsLongs();
      LongVector other = cosine.reinterpretAsLongs().lanewise(VectorOperators.XOR, y);
      y = y.lanewise(VectorOperators.XOR, other.and(odd));
      LongVector sign = k.and(2).lanewise(VectorOperators.LSHL, 62);
      return y.lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
    }
  }
}
