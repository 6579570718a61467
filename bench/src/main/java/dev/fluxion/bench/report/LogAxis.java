package dev.fluxion.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis: values to pixels.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}
 * @param from pixel
 * @param to pixel
 */
record LogAxis(double low, double high, double from, double to) {
  /** The axis that holds positive values, widened by a factor at both ends. */
  static LogAxis around(double[] values, double factor, double from, double to) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new LogAxis(low / factor, high * factor, from, to);
  }

  double at(double value) {
    double share = StrictMath.log(value / low) / StrictMath.log(high / low);
    return from + (to - from) * Math.clamp(share, -0.5, 1.5);
  }

  /** Round values: powers of ten, with 2 and 5 between where the axis is short. */
  List<Double> ticks() {
    double decades = StrictMath.log10(high / low);
    int[] digits =
        decades > 3 ? new int[] {1} : decades > 1.4 ? new int[] {1, 3} : new int[] {1, 2, 5};
    List<Double> ticks = new ArrayList<>();
    for (int e = (int) Math.floor(StrictMath.log10(low)); e <= StrictMath.log10(high); e++) {
      for (int digit : digits) {
        double tick = digit * StrictMath.pow(10, e);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
