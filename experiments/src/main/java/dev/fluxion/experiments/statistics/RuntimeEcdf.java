package dev.fluxion.experiments.statistics;

import java.util.Arrays;

/**
 * Which share of targets is reached within a budget: the distribution of runtimes of one method,
 * over targets, runs and problems together.
 *
 * <p>Formula: {@code F(t) = #{i : Tᵢ ≤ t} / n}; Tᵢ is infinite where the target was not reached.
 *
 * <p>Source: N. Hansen and others, «COCO: a platform for comparing continuous optimizers in a
 * black-box setting», 2021, §4.
 */
public final class RuntimeEcdf {
  private final double[] runtimes;

  /** Of runtimes, for example in evaluations. */
  public RuntimeEcdf(double... runtimes) {
    if (runtimes.length == 0) {
      throw new IllegalArgumentException("there are no runtimes");
    }
    this.runtimes = Arrays.stream(runtimes).map(Scores::of).sorted().toArray();
  }

  /** F(t). */
  public double at(double budget) {
    int count = 0;
    while (count < runtimes.length && runtimes[count] <= budget) {
      count++;
    }
    return Double.isFinite(budget) ? (double) count / runtimes.length : reached();
  }

  /** The share that is reached at all. */
  public double reached() {
    return Arrays.stream(runtimes).filter(Double::isFinite).count() / (double) runtimes.length;
  }

  /** The finite runtimes in ascending order: F rises at each. */
  public double[] steps() {
    return Arrays.stream(runtimes).filter(Double::isFinite).toArray();
  }

  /**
   * Targets between two losses, evenly spaced in the logarithm of the distance to a smallest value.
   *
   * <p>Formula: {@code minimum + (first - minimum)^(1-s)·(last - minimum)^s}, s = 1/n … 1.
   *
   * @param minimum the smallest value, or a bound of it
   * @param first the loss at the start
   * @param last the hardest target
   * @param n number of targets
   */
  public static double[] targets(double minimum, double first, double last, int n) {
    if (!(minimum < last && last < first)) {
      throw new IllegalArgumentException(
          "targets need minimum < last < first, not " + minimum + ", " + last + ", " + first);
    }
    double from = StrictMath.log(first - minimum);
    double to = StrictMath.log(last - minimum);
    double[] targets = new double[n];
    for (int i = 0; i < n; i++) {
      double s = (i + 1.0) / n;
      targets[i] = minimum + StrictMath.exp((1 - s) * from + s * to);
    }
    return targets;
  }
}
