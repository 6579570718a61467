package dev.fluxion.optimizers.classical;

/**
 * A line search for the strong Wolfe conditions: bracket, then zoom.
 *
 * <p>Formula: find t > 0 with {@code φ(t) ≤ φ(0) + c₁tφ'(0)} and {@code |φ'(t)| ≤ c₂|φ'(0)|}, for
 * {@code φ(t) = f(θ + t·d)}.
 *
 * <p>Source: J. Nocedal, S. Wright, «Numerical Optimization», 2006, algorithms 3.5 and 3.6, with
 * the safeguards of M. Schmidt's minFunc and of PyTorch: at most 25 evaluations; cubic
 * interpolation within a bracket, and points at its border are moved inside. Two deviations: beyond
 * the last point it goes by the secant of the slopes, since the cubic there takes the difference of
 * nearly equal values, which floats do not have; and values that are not finite count as infinite,
 * so that the search steps back from where the loss overflows.
 */
final class StrongWolfe {
  /** φ. */
  interface Line {
    /** φ(t). */
    double value(double t);

    /** φ' where φ was last asked for. */
    double slope();
  }

  private static final int EVALUATIONS = 25;

  private final double c1;
  private final double c2;
  private Line line;
  private double value0;
  private double slope0;

  // The best point so far, and the other end of the bracket.
  private double low;
  private double lowValue;
  private double lowSlope;
  private double high;
  private double highValue;
  private double highSlope;

  // The last point tried.
  private double t;
  private double value;
  private double slope;
  private int tried;

  StrongWolfe(double c1, double c2) {
    this.c1 = c1;
    this.c2 = c2;
  }

  /** Evaluations of the last search. */
  int evaluations() {
    return tried;
  }

  /**
   * Searches.
   *
   * @param line φ
   * @param first the first t to try
   * @param value φ(0)
   * @param slope φ'(0), negative
   * @param shortest the length of a bracket that needs no further search
   * @return the best t found, which is 0 if no loss is lower
   */
  double search(Line line, double first, double value, double slope, double shortest) {
    this.line = line;
    value0 = value;
    slope0 = slope;
    tried = 0;
    low = 0;
    lowValue = value;
    lowSlope = slope;
    if (!bracket(first)) {
      zoom(shortest);
    }
    return low;
  }

  /** Goes on until a minimizer lies between low and high; true if t has been found on the way. */
  private boolean bracket(double first) {
    double next = first;
    for (; ; ) {
      evaluate(next);
      if (!decreases() || (tried > 2 && value >= lowValue)) {
        moveHigh();
        return false;
      }
      if (flat() || tried == EVALUATIONS) {
        moveLow();
        return true;
      }
      if (slope >= 0) {
        moveHigh();
        return false;
      }
      next = secant();
      moveLow();
    }
  }

  /** Makes the bracket smaller. */
  private void zoom(double shortest) {
    boolean near = false;
    while (tried < EVALUATIONS && Math.abs(high - low) >= shortest) {
      double left = Math.min(low, high);
      double right = Math.max(low, high);
      double next = cubic(left, right);
      double margin = 0.1 * (right - left);
      boolean close = Math.min(right - next, next - left) < margin;
      if (close && (near || next >= right || next <= left)) {
        next = right - next < next - left ? right - margin : left + margin;
        near = false;
      } else {
        near = close;
      }
      evaluate(next);
      if (!decreases() || value >= lowValue) {
        moveHigh();
      } else if (flat()) {
        moveLow();
        return;
      } else {
        if (slope * (high - low) >= 0) {
          high = low;
          highValue = lowValue;
          highSlope = lowSlope;
        }
        moveLow();
      }
    }
  }

  private void evaluate(double next) {
    t = next;
    value = line.value(t);
    slope = line.slope();
    tried++;
    if (!Double.isFinite(value) || !Double.isFinite(slope)) {
      value = Double.POSITIVE_INFINITY;
    }
  }

  private boolean decreases() {
    return value <= value0 + c1 * t * slope0;
  }

  private boolean flat() {
    return Math.abs(slope) <= -c2 * slope0;
  }

  private void moveLow() {
    low = t;
    lowValue = value;
    lowSlope = slope;
  }

  /** The point tried is an end of the bracket: the low one, if its value is lower. */
  private void moveHigh() {
    if (value < lowValue) {
      high = low;
      highValue = lowValue;
      highSlope = lowSlope;
      moveLow();
    } else {
      high = t;
      highValue = value;
      highSlope = slope;
    }
  }

  /** Where the slope vanishes if it goes on as from low to t, but at most 10t. */
  private double secant() {
    double most = 10 * t;
    double bend = slope - lowSlope;
    double zero = t - slope * (t - low) / bend;
    return bend > 0 ? Math.clamp(zero, t + 0.01 * (t - low), most) : most;
  }

  /** The minimizer of the cubic through low and high, or the middle where it has none. */
  private double cubic(double least, double most) {
    double d1 = lowSlope + highSlope - 3 * (lowValue - highValue) / (low - high);
    double d2 = Math.copySign(Math.sqrt(d1 * d1 - lowSlope * highSlope), high - low);
    double share = (highSlope + d2 - d1) / (highSlope - lowSlope + 2 * d2);
    double minimizer = high - (high - low) * share;
    return Double.isFinite(minimizer) ? Math.clamp(minimizer, least, most) : (least + most) / 2;
  }
}
