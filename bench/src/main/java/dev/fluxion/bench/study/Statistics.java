package dev.fluxion.bench.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * Medians, ratios, and how sure they are.
 *
 * <p>Formula: every block of samples counts with the logarithm of its median, {@code lᵢ}; the
 * interval is {@code exp(mean l ± t·s/√n)} with Student's t for n - 1 degrees of freedom. A ratio
 * of two columns of one run is paired: {@code lᵢ} is the difference of the logarithms of two blocks
 * taken in the same turn, in which slow moments of the machine cancel.
 *
 * <p>Blocks of one fork share their compiled code, so with one fork intervals are too narrow.
 */
public final class Statistics {
  private static final double LEVEL = 0.975;

  private Statistics() {}

  /** The median of all samples. */
  public static double median(List<Block> blocks) {
    return StatUtils.percentile(all(blocks), 50);
  }

  /** The fastest sample. */
  public static double best(List<Block> blocks) {
    return StatUtils.min(all(blocks));
  }

  /** Nanoseconds per call, with confidence interval. */
  public static Interval time(List<Block> blocks) {
    return interval(blocks.stream().mapToDouble(Statistics::logMedian).toArray());
  }

  /** Time of one column over time of another column of the same run. */
  public static Interval ratio(List<Block> slow, List<Block> fast) {
    List<Double> differences = new ArrayList<>();
    for (Block s : slow) {
      for (Block f : fast) {
        if (s.fork() == f.fork() && s.round() == f.round()) {
          differences.add(logMedian(s) - logMedian(f));
        }
      }
    }
    return interval(differences.stream().mapToDouble(d -> d).toArray());
  }

  /** Time in one run over time in another run; Welch's interval. */
  public static Interval unpairedRatio(List<Block> before, List<Block> now) {
    double[] x = before.stream().mapToDouble(Statistics::logMedian).toArray();
    double[] y = now.stream().mapToDouble(Statistics::logMedian).toArray();
    double difference = StatUtils.mean(x) - StatUtils.mean(y);
    if (x.length < 2 || y.length < 2) {
      return exponential(difference, Double.POSITIVE_INFINITY);
    }
    double a = StatUtils.variance(x) / x.length;
    double b = StatUtils.variance(y) / y.length;
    if (a + b == 0) {
      return exponential(difference, 0);
    }
    double freedom = (a + b) * (a + b) / (a * a / (x.length - 1) + b * b / (y.length - 1));
    return exponential(difference, student(freedom) * Math.sqrt(a + b));
  }

  private static Interval interval(double[] logarithms) {
    int n = logarithms.length;
    if (n == 0) {
      return new Interval(Double.NaN, 0, Double.POSITIVE_INFINITY);
    }
    double half =
        n == 1
            ? Double.POSITIVE_INFINITY
            : student(n - 1) * Math.sqrt(StatUtils.variance(logarithms) / n);
    return exponential(StatUtils.mean(logarithms), half);
  }

  private static Interval exponential(double center, double half) {
    return new Interval(
        StrictMath.exp(center), StrictMath.exp(center - half), StrictMath.exp(center + half));
  }

  private static double student(double freedom) {
    return new TDistribution(freedom).inverseCumulativeProbability(LEVEL);
  }

  private static double logMedian(Block block) {
    return StrictMath.log(StatUtils.percentile(block.ns(), 50));
  }

  private static double[] all(List<Block> blocks) {
    return blocks.stream().flatMapToDouble(b -> Arrays.stream(b.ns())).toArray();
  }
}
