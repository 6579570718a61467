package dev.fluxion.optimizers.schedule;

/** Ways between two rates. Formula: {@code cosine(x) = m + ½(α - m)(1 + cos πx)}. */
final class Half {
  private Half() {}

  /** From {@code high} at x = 0 to {@code low} at x = 1, along half a cosine. */
  static double cosine(double high, double low, double x) {
    return low + 0.5 * (high - low) * (1 + StrictMath.cos(Math.PI * x));
  }

  /** From {@code high} at x = 0 to {@code low} at x = 1, along a line. */
  static double line(double high, double low, double x) {
    return high + (low - high) * x;
  }
}
