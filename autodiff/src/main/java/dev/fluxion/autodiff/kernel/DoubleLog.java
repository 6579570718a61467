package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Logarithm in double, for functions of floats that would cancel in float.
 *
 * <p>Formula: {@code ln x = k·ln 2 + ln m} with {@code x = 2ᵏ·m}, {@code √½ ≤ m < √2}, and {@code
 * ln m = 2·artanh(s) = 2s + 2s³·q(s²)} with {@code s = (m - 1) / (m + 1)}, q a minimax fit of
 * degree 4 on {@code |s| ≤ 0.1716}, relative error 3.0e-14. {@code x} must be positive and normal.
 */
final class DoubleLog {
  private static final long SQRT_HALF = 0x3FE6A09E667F3BCDL;
  private static final long ABOVE_SQRT_HALF = 0x3FF0000000000000L - SQRT_HALF;
  private static final long MANTISSA = 0x000FFFFFFFFFFFFFL;

  /** Its last bits hold an integer from 0 to 2⁵² as it is. */
  private static final double INTEGERS = 0x1p52;

  private static final long INTEGER_BITS = 0x4330000000000000L; // of INTEGERS

  private static final double C3 = 0x1.555555561d95fp-2;
  private static final double C5 = 0x1.999996ab08c5dp-3;
  private static final double C7 = 0x1.2494113b3d4dbp-3;
  private static final double C9 = 0x1.c62b4d2630f10p-4;
  private static final double C11 = 0x1.91127bf5f6970p-4;

  private DoubleLog() {}

  /** One number. */
  static final class Scalar {
    private Scalar() {}

    /** ln x. */
    static double log(double x) {
      long bits = Double.doubleToRawLongBits(x) + ABOVE_SQRT_HALF;
      double k = Double.longBitsToDouble((bits >>> 52) + INTEGER_BITS) - (INTEGERS + 1023);
      double m = Double.longBitsToDouble((bits & MANTISSA) + SQRT_HALF);
      double s = (m - 1) / (m + 1);
      double z = s * s;
      double g = z * z;
      double q = g * (g * C11 + (z * C9 + C7)) + (z * C5 + C3);
      s = s + s;
      return k * DoubleExp.LN2 + (s * (z * q) + s);
    }
  }

  /** A vector of numbers. */
  static final class Vector {
    private Vector() {}

    /** See {@link Scalar#log}. */
    static DoubleVector log(DoubleVector x) {
      LongVector bits = x.reinterpretAsLongs().add(ABOVE_SQRT_HALF);
      LongVector integer = bits.lanewise(VectorOperators.LSHR, 52).add(INTEGER_BITS);
      DoubleVector k = integer.reinterpretAsDoubles().sub(INTEGERS + 1023);
      DoubleVector m = bits.and(MANTISSA).add(SQRT_HALF).reinterpretAsDoubles();
      DoubleVector s = m.sub(1).div(m.add(1));
      DoubleVector z = s.mul(s);
      DoubleVector g = z.mul(z);
      DoubleVector q = g.mul(g.mul(C11).add(z.mul(C9).add(C7))).add(z.mul(C5).add(C3));
      s = s.add(s);
      return k.mul(DoubleExp.LN2).add(s.mul(z.mul(q)).add(s));
    }
  }
}
