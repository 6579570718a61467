package dev.fluxion.bench.study;

/**
 * A number and its 95 % confidence interval.
 *
 * @param center the number
 * @param low lower end
 * @param high upper end
 */
public record Interval(double center, double low, double high) {
  /** Whether 1 lies in it: no difference is shown. */
  public boolean holdsOne() {
    return !(low > 1) && !(high < 1);
  }

  /** The interval of the reciprocal. */
  public Interval reciprocal() {
    return new Interval(1 / center, 1 / high, 1 / low);
  }
}
