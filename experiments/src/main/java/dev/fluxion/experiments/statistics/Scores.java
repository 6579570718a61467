package dev.fluxion.experiments.statistics;

import java.util.Arrays;

/**
 * Losses as scores: the smaller the better, and what diverged is infinite, which is worse than any
 * number. Divergence is data: it takes part in medians and ranks, at the end.
 */
public final class Scores {
  private Scores() {}

  /** The score of a loss: NaN becomes infinite. */
  public static double of(double loss) {
    return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
  }

  /** The middle score; of an even number, the mean of the middle two. NaN if there are none. */
  public static double median(double... scores) {
    double[] sorted = Arrays.stream(scores).map(Scores::of).sorted().toArray();
    return medianOfSorted(sorted);
  }

  static double medianOfSorted(double[] sorted) {
    int n = sorted.length;
    if (n == 0) {
      return Double.NaN;
    }
    double upper = sorted[n / 2];
    return n % 2 == 1 || Double.isInfinite(upper) ? upper : 0.5 * sorted[n / 2 - 1] + 0.5 * upper;
  }
}
