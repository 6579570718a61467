package dev.fluxion.problems.surface;

/**
 * Sine and cosine of angles in whole turns, for functions of {@code 2πx}.
 *
 * <p>Formula: {@code x = k/4 + r} with {@code |r| ≤ 1/8}, both exact; then {@code cos 2πx} is
 * {@code cos 2πr, -sin 2πr, -cos 2πr, sin 2πr} for {@code k mod 4 = 0, 1, 2, 3}. So whole turns
 * give 1 and 0 exactly, however large x is. Angles in radians are divided by 2π first, which leaves
 * an error of about |angle|·2⁻⁵².
 *
 * <p>Source: up to π/4 the polynomials of fdlibm (Sun Microsystems, 1993), with the bits of
 * StrictMath; but a call allocates nothing, which StrictMath's does until it is compiled.
 */
final class Turns {
  private static final double PER_RADIAN = 1 / (2 * Math.PI);

  private static final double S1 = -0x1.5555555555549p-3;
  private static final double S2 = 0x1.111111110f8a6p-7;
  private static final double S3 = -0x1.a01a019c161d5p-13;
  private static final double S4 = 0x1.71de357b1fe7dp-19;
  private static final double S5 = -0x1.ae5e68a2b9cebp-26;
  private static final double S6 = 0x1.5d93a5acfd57cp-33;

  private static final double C1 = 0x1.555555555554cp-5;
  private static final double C2 = -0x1.6c16c16c15177p-10;
  private static final double C3 = 0x1.a01a019cb159p-16;
  private static final double C4 = -0x1.27e4f809c52adp-22;
  private static final double C5 = 0x1.1ee9ebdb4b1c4p-29;
  private static final double C6 = -0x1.8fae9be8838d4p-37;

  private Turns() {}

  /** {@code cos angle}, in radians. */
  static double cosOf(double angle) {
    return cos(angle * PER_RADIAN);
  }

  /** {@code sin angle}, in radians. */
  static double sinOf(double angle) {
    return sin(angle * PER_RADIAN);
  }

  /** {@code cos 2πx}. */
  static double cos(double x) {
    double k = Math.rint(4 * x);
    double angle = 2 * Math.PI * (x - k / 4);
    double quarter = k - 4 * Math.floor(k / 4);
    double size = quarter % 2 == 0 ? cosine(angle) : sine(angle);
    return quarter == 1 || quarter == 2 ? -size : size;
  }

  /** {@code sin 2πx}. */
  static double sin(double x) {
    double k = Math.rint(4 * x);
    double angle = 2 * Math.PI * (x - k / 4);
    double quarter = k - 4 * Math.floor(k / 4);
    double size = quarter % 2 == 0 ? sine(angle) : cosine(angle);
    return quarter >= 2 ? -size : size;
  }

  /** {@code sin x} for |x| ≤ π/4. */
  static double sine(double x) {
    if (Math.abs(x) < 0x1p-27) {
      return x;
    }
    double z = x * x;
    double r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
    return x + z * x * (S1 + z * r);
  }

  /** {@code cos x} for |x| ≤ π/4: where ½x² is not small, a near number q is taken off both. */
  static double cosine(double x) {
    if (Math.abs(x) < 0x1p-27) {
      return 1;
    }
    double z = x * x;
    double r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
    long high = Double.doubleToRawLongBits(Math.abs(x)) >>> 32;
    if (high < 0x3FD33333L) { // |x| < 0.3
      return 1 - (0.5 * z - z * r);
    }
    double q = high > 0x3FE90000L ? 0.28125 : Double.longBitsToDouble((high - 0x200000L) << 32);
    return 1 - q - (0.5 * z - q - z * r);
  }
}
