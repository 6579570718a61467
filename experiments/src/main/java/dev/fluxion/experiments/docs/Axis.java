package dev.fluxion.experiments.docs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a picture: numbers from {@code low} to {@code high} on pixels from {@code from} to
 * {@code to}.
 */
record Axis(double low, double high, double from, double to) {
  double pixel(double x) {
    return from + (x - low) / (high - low) * (to - from);
  }

  /** Round numbers, about as many as asked for: multiples of 1, 2 or 5 times a power of ten. */
  List<BigDecimal> ticks(int count) {
    double rough = (high - low) / count;
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(exponent(rough));
    for (int factor : new int[] {1, 2, 5, 10}) {
      BigDecimal step = unit.multiply(BigDecimal.valueOf(factor));
      if (step.doubleValue() >= rough) {
        List<BigDecimal> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step.doubleValue());
        for (long i = first; i * step.doubleValue() <= high; i++) {
          ticks.add(step.multiply(BigDecimal.valueOf(i)));
        }
        return ticks;
      }
    }
    throw new IllegalStateException("no step for " + rough);
  }

  /** Without the digits and the exponent that a reader does not need. */
  static String label(BigDecimal tick) {
    return (tick.signum() == 0 ? "0" : tick.stripTrailingZeros().toPlainString()).replace('-', '−');
  }

  /** The largest e with 10ᵉ ≤ x. */
  static int exponent(double x) {
    BigDecimal digits = BigDecimal.valueOf(x);
    return digits.precision() - digits.scale() - 1;
  }
}
