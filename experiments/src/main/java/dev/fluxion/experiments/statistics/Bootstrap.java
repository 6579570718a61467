package dev.fluxion.experiments.statistics;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;

/**
 * How far the median of scores can be trusted.
 *
 * <p>Formula: the scores are drawn with replacement, as many as there are, B times; the interval
 * holds the middle share of the B medians (percentile method). Draws depend on the key only.
 *
 * <p>Source: B. Efron, «Bootstrap Methods: Another Look at the Jackknife», 1979.
 */
public final class Bootstrap {
  /** B unless said otherwise. */
  public static final int RESAMPLES = 2000;

  private Bootstrap() {}

  /**
   * A median and its interval.
   *
   * @param low lower end
   * @param median the median of the scores
   * @param high upper end; infinite if too many of the scores are
   */
  public record Interval(double low, double median, double high) {}

  /** The interval of the median with 95 % confidence. */
  public static Interval median(double[] scores, RandomKey key) {
    return median(scores, 0.95, RESAMPLES, key);
  }

  /**
   * The interval of the median.
   *
   * @param scores at least one; see {@link Scores}
   * @param confidence between 0 and 1
   * @param resamples B
   * @param key random numbers
   */
  public static Interval median(double[] scores, double confidence, int resamples, RandomKey key) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("there are no scores to take the median of");
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence = " + confidence + " must lie between 0 and 1, such as 0.95");
    }
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples = " + resamples + " must be at least 1");
    }
    int n = scores.length;
    double[] sorted = Arrays.stream(scores).map(Scores::of).sorted().toArray();
    double[] medians = new double[resamples];
    int[] drawn = new int[n];
    double[] sample = new double[n];
    for (int b = 0; b < resamples; b++) {
      key.integers(b, 0, n, n, drawn, 0);
      Arrays.sort(drawn); // the scores are in order, so the sample is too
      for (int i = 0; i < n; i++) {
        sample[i] = sorted[drawn[i]];
      }
      medians[b] = Scores.medianOfSorted(sample);
    }
    Arrays.sort(medians);
    int cut = (int) Math.floor(0.5 * (1 - confidence) * resamples);
    return new Interval(medians[cut], Scores.medianOfSorted(sorted), medians[resamples - 1 - cut]);
  }
}
