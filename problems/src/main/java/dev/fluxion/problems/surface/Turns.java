package dev.fluxion.problems.surface;

/**
 * Sine and cosine of angles in whole turns, for functions of {@code 2πx}.
 *
 * <p>Formula: {@code x = k/4 + r} with {@code |r| ≤ 1/8}, both exact; then {@code cos 2πx} is
 * {@code cos 2πr, -sin 2πr, -cos 2πr, sin 2πr} for {@code k mod 4 = 0, 1, 2, 3}. So whole turns
 * give 1 and 0 exactly, however large x is, and a call allocates nothing, as StrictMath does beyond
 * π/4. Angles in radians are divided by 2π first, which leaves an error of about |angle|·2⁻⁵².
 */
final class Turns {
  private static final double PER_RADIAN = 1 / (2 * Math.PI);

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
    double size = quarter % 2 == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle);
    return quarter == 1 || quarter == 2 ? -size : size;
  }

  /** {@code sin 2πx}. */
  static double sin(double x) {
    double k = Math.rint(4 * x);
    double angle = 2 * Math.PI * (x - k / 4);
    double quarter = k - 4 * Math.floor(k / 4);
    double size = quarter % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
    return quarter >= 2 ? -size : size;
  }
}
