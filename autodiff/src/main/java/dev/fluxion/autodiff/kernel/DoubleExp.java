package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Exponential in double, for functions of floats that would cancel in float.
 *
 * <p>Formula: {@code eˣ - 1 = 2ⁿ·(eʳ - 1) + (2ⁿ - 1)} with {@code n = round(x / ln 2)}, {@code r =
 * x - n·ln 2}, and {@code eʳ - 1 = r + r²·q(r)}, q a minimax fit of degree 6 on {@code |r| ≤ ln 2 /
 * 2}, relative error 5.3e-12. {@code |x|} must stay below 700 (NaN gives NaN).
 *
 * <p>Double arithmetic here multiplies and adds in two roundings: an FMA would be no more accurate
 * than floats need, and without the instruction a thousand times slower.
 */
public final class DoubleExp {
  static final double LOG2E = 1.4426950408889634;
  static final double LN2 = 0.6931471805599453;

  /** Adding it rounds to an integer n and leaves n + 1023, the exponent of 2ⁿ, in the last bits. */
  static final double ROUNDER = 0x1.8p52 + 1023;

  static final double C2 = 0x1.0000000017260p-1;
  static final double C3 = 0x1.55555573632b2p-3;
  static final double C4 = 0x1.555554f34cc65p-5;
  static final double C5 = 0x1.1110b1fa52721p-7;
  static final double C6 = 0x1.6c1766e185494p-10;
  static final double C7 = 0x1.a16faaa858d05p-13;
  static final double C8 = 0x1.a003c844992ffp-16;

  private DoubleExp() {}

  /** One number. */
  public static final class Scalar {
    private Scalar() {}

    /** eˣ. */
    public static double exp(double x) {
      double t = x * LOG2E + ROUNDER;
      double power = powerOfTwo(t);
      return power * expm1OfRemainder(x - (t - ROUNDER) * LN2) + power;
    }

    /** eˣ - 1, with full relative accuracy near 0. */
    static double expm1(double x) {
      double t = x * LOG2E + ROUNDER;
      double power = powerOfTwo(t);
      return power * expm1OfRemainder(x - (t - ROUNDER) * LN2) + (power - 1);
    }

    /** 2ⁿ, with n + 1023 in the last bits of t. */
    static double powerOfTwo(double t) {
      return Double.longBitsToDouble(Double.doubleToRawLongBits(t) << 52);
    }

    /** {@code eʳ - 1} for {@code |r| ≤ ln 2 / 2}. */
    static double expm1OfRemainder(double r) {
      double z = r * r;
      double high = z * C8 + (r * C7 + C6);
      return ((high * z + (r * C5 + C4)) * z + (r * C3 + C2)) * z + r;
    }
  }

  /** A vector of numbers. */
  static final class Vector {
    private Vector() {}

    /** See {@link Scalar#exp}. */
    static DoubleVector exp(DoubleVector x) {
      DoubleVector t = x.mul(LOG2E).add(ROUNDER);
      DoubleVector power = powerOfTwo(t);
      return power.mul(expm1OfRemainder(x.sub(t.sub(ROUNDER).mul(LN2)))).add(power);
    }

    /** See {@link Scalar#expm1}. */
    static DoubleVector expm1(DoubleVector x) {
      DoubleVector t = x.mul(LOG2E).add(ROUNDER);
      DoubleVector power = powerOfTwo(t);
      return power.mul(expm1OfRemainder(x.sub(t.sub(ROUNDER).mul(LN2)))).add(power.sub(1));
    }

    /** See {@link Scalar#powerOfTwo}. */
    static DoubleVector powerOfTwo(DoubleVector t) {
      return t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    }

    /** See {@link Scalar#expm1OfRemainder}. */
    static DoubleVector expm1OfRemainder(DoubleVector r) {
      DoubleVector z = r.mul(r);
      DoubleVector high = z.mul(C8).add(r.mul(C7).add(C6));
      high = high.mul(z).add(r.mul(C5).add(C4));
      return high.mul(z).add(r.mul(C3).add(C2)).mul(z).add(r);
    }
  }
}
