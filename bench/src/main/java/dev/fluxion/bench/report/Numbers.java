package dev.fluxion.bench.report;

import dev.fluxion.bench.study.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as they are printed: significant digits, no exponents. */
final class Numbers {
  private Numbers() {}

  /** So many significant digits; integers keep all of theirs. */
  static String significant(double x, int digits) {
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? "NaN" : x > 0 ? "∞" : "−∞";
    }
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** For people. */
  static String number(double x) {
    if (!Double.isFinite(x) || x == 0) {
      return significant(x, 3);
    }
    int before = (int) Math.floor(StrictMath.log10(Math.abs(x))) + 1;
    return new BigDecimal(x)
        .setScale(Math.max(0, 3 - before), RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /** A ratio with its interval. */
  static String ratio(Interval ratio) {
    String center = number(ratio.center());
    return ratio.low() > 0
        ? "%s (%s to %s)".formatted(center, number(ratio.low()), number(ratio.high()))
        : center;
  }
}
