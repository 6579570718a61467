package dev.fluxion.problems.surface;

/**
 * Integer powers by squaring, without allocation, which StrictMath.pow does.
 *
 * <p>Formula: {@code xⁿ = Π x^(2ᵏ)} over the bits k of n; the relative error is at most n·2⁻⁵³.
 */
final class IntegerPower {
  private IntegerPower() {}

  /** {@code xⁿ} for n ≥ 0. */
  static double of(double x, int n) {
    double power = 1;
    double square = x;
    for (int bits = n; bits > 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }
}
