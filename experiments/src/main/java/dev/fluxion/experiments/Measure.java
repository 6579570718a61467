package dev.fluxion.experiments;

import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.experiments.statistics.RankTests;
import dev.fluxion.optimizers.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.rank.Median;

/** Numbers that claims are judged by. */
public final class Measure {
  private Measure() {}

  /** Number of steps at which a series rises. */
  public static int rises(double[] series) {
    int rises = 0;
    for (int k = 0; k + 1 < series.length; k++) {
      if (series[k + 1] > series[k]) {
        rises++;
      }
    }
    return rises;
  }

  /**
   * How much a loss zig-zags: the share of steps at which it rises by more than 1 %, counted until
   * it has first fallen to 1e-8 of its start, below which the rounding of float rules. 0 for no
   * steps.
   */
  public static double zigZag(double[] loss) {
    double[] descent = untilBelow(loss, 1e-8);
    int rises = 0;
    for (int k = 0; k + 1 < descent.length; k++) {
      if (descent[k + 1] > 1.01 * descent[k]) {
        rises++;
      }
    }
    return descent.length < 2 ? 0 : (double) rises / (descent.length - 1);
  }

  /** A loss up to and with the first value at or below a part of its start. */
  public static double[] untilBelow(double[] loss, double part) {
    int end = firstBelow(loss, part * loss[0]);
    return Arrays.copyOf(loss, Math.min(end + 1, loss.length));
  }

  /**
   * The losses of the last so many iterations of the budget; after an early end the loss stays as
   * it is.
   */
  public static double[] ending(RunResult run, int count) {
    double[] ending = new double[Math.min(count, run.key().steps() + 1)];
    for (int i = 0; i < ending.length; i++) {
      int k = run.key().steps() - ending.length + 1 + i;
      ending[i] = run.loss()[Math.min(k, run.loss().length - 1)];
    }
    return ending;
  }

  /** The largest factor by which a positive series rises in one step; at least 1. */
  public static double largestRise(double[] series) {
    double largest = 1;
    for (int k = 0; k + 1 < series.length; k++) {
      if (series[k] > 0) {
        largest = Math.max(largest, series[k + 1] / series[k]);
      }
    }
    return largest;
  }

  /** Number of times a series goes from one side of a centre to the other. */
  public static int signChanges(double[] series, double center) {
    int changes = 0;
    double side = 0;
    for (double x : series) {
      double now = Math.signum(x - center);
      if (now != 0 && side != 0 && now != side) {
        changes++;
      }
      side = now == 0 ? side : now;
    }
    return changes;
  }

  /**
   * The mean factor per step by which |x − centre| shrinks from step {@code from} to {@code to}.
   */
  public static double rate(double[] series, double center, int from, int to) {
    double begin = Math.abs(series[from] - center);
    double end = Math.abs(series[to] - center);
    return StrictMath.pow(end / begin, 1.0 / (to - from));
  }

  /** The first iteration at which a series is at or below a bound, or its length if it never is. */
  public static int firstBelow(double[] series, double bound) {
    for (int k = 0; k < series.length; k++) {
      if (series[k] <= bound) {
        return k;
      }
    }
    return series.length;
  }

  /** Elementwise quotient over the shorter of two series. */
  public static double[] quotient(double[] numerator, double[] denominator) {
    double[] quotient = new double[Math.min(numerator.length, denominator.length)];
    for (int k = 0; k < quotient.length; k++) {
      quotient[k] = numerator[k] / denominator[k];
    }
    return quotient;
  }

  /** The median of the numbers that are not NaN; NaN if there are none. */
  public static double median(double... numbers) {
    double[] valid = Arrays.stream(numbers).filter(x -> !Double.isNaN(x)).toArray();
    return valid.length == 0 ? Double.NaN : new Median().evaluate(valid);
  }

  /** One number of every run. */
  public static double[] each(List<RunResult> runs, ToDoubleFunction<RunResult> number) {
    return runs.stream().mapToDouble(number).toArray();
  }

  /** The median of one number over runs. */
  public static double median(List<RunResult> runs, ToDoubleFunction<RunResult> number) {
    return median(each(runs, number));
  }

  /** The final loss, for comparing: a run that diverged counts as infinitely bad. */
  public static double score(RunResult run) {
    boolean lost = run.outcome() == Outcome.DIVERGED;
    return lost || Double.isNaN(run.finalLoss()) ? Double.POSITIVE_INFINITY : run.finalLoss();
  }

  /** Two-sided p-value of the Mann-Whitney test; infinite scores are ranked as very large. */
  public static double mannWhitney(double[] left, double[] right) {
    return RankTests.mannWhitney(left, right);
  }
}
