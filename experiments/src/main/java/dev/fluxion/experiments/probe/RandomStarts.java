package dev.fluxion.experiments.probe;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.problems.Problem;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * Descents from many random starts, and their summary: too many to keep every loss of each.
 *
 * <p>Measured, one entry per start: {@code best} (the smallest loss seen), {@code final} (the last
 * loss, ∞ after divergence), {@code steps} (taken), {@code diverged} (1 or 0). Over iterations
 * {@code iteration} (about log-spaced): {@code low}, {@code median}, {@code high}, the quantiles
 * 0.1, 0.5 and 0.9 of the smallest loss seen so far. Starts with the same seed are the same for all
 * optimizers.
 *
 * @param count number of starts
 * @param low smallest start coordinate
 * @param high largest start coordinate
 */
public record RandomStarts(
    @Setting(value = "number of starts", min = 1, max = 100_000) int count,
    @Setting("smallest start coordinate") double low,
    @Setting("largest start coordinate") double high)
    implements Probe {
  private static final int POINTS = 60;

  public RandomStarts {
    Settings.check(RandomStarts.class, count, low, high);
    if (!(low < high)) {
      throw new IllegalArgumentException("low = " + low + " must be less than high = " + high);
    }
  }

  /** A hundred starts, uniform in the unit cube. */
  public RandomStarts() {
    this(100, 0, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "starts",
        "Descents from many random starts.",
        "θ₀ ~ U(low, high)ⁿ; quantiles over starts of min over k of f(θ_k)",
        "our own; the protocol of document 003, §4.1");
  }

  @Override
  public RunResult run(RunKey key) {
    Problem problem = Execution.problem(key);
    OptimizerSpec optimizer = key.optimizerSpec();
    RandomKey starts = RandomKey.of(key.seed()).split("starts");
    RandomKey noise = RandomKey.of(key.seed()).split("optimizer");
    int[] iterations = iterations(key.steps());
    double[][] bestSoFar = new double[iterations.length][count];
    double[] best = new double[count];
    double[] last = new double[count];
    double[] steps = new double[count];
    double[] diverged = new double[count];
    long evaluations = 0;
    for (int i = 0; i < count; i++) {
      double[] start = start(starts, i, problem.dimension());
      Minimizer.Result result =
          Minimizer.run(
              Execution.descent(key.precision(), problem, optimizer, start, noise.split(i)),
              key.steps());
      boolean lost = result.outcome() == Outcome.DIVERGED;
      best[i] = result.bestLoss();
      last[i] = lost ? Double.POSITIVE_INFINITY : result.loss()[key.steps()];
      steps[i] = result.stepsTaken();
      diverged[i] = lost ? 1 : 0;
      evaluations += result.evaluations();
      double smallest = Double.POSITIVE_INFINITY;
      int at = 0;
      for (int k = 0; k <= key.steps(); k++) {
        smallest = Math.min(smallest, orInfinite(result.loss()[k]));
        if (k == iterations[at]) {
          bestSoFar[at++][i] = smallest;
        }
      }
    }
    Map<String, double[]> measured = new TreeMap<>();
    measured.put("best", best);
    measured.put("final", last);
    measured.put("steps", steps);
    measured.put("diverged", diverged);
    measured.put("iteration", Arrays.stream(iterations).asDoubleStream().toArray());
    measured.put("low", quantile(bestSoFar, 10));
    measured.put("median", quantile(bestSoFar, 50));
    measured.put("high", quantile(bestSoFar, 90));
    return RunResult.measured(key, evaluations, measured);
  }

  private double[] start(RandomKey key, int number, int n) {
    double[] start = new double[n];
    for (int i = 0; i < n; i++) {
      start[i] = low + (high - low) * key.uniform(number, i);
    }
    return start;
  }

  /** 0, 1, 2, … in about equal ratios up to the last. */
  static int[] iterations(int steps) {
    int[] points = new int[POINTS + 1];
    int count = 0;
    for (int i = 0; i <= POINTS; i++) {
      int k = (int) Math.rint(StrictMath.expm1(StrictMath.log1p(steps) * i / POINTS));
      if (count == 0 || k > points[count - 1]) {
        points[count++] = k;
      }
    }
    return Arrays.copyOf(points, count);
  }

  private static double[] quantile(double[][] values, double percent) {
    return Arrays.stream(values)
        .mapToDouble(
            row -> {
              double[] finite = Arrays.stream(row).map(x -> Math.min(x, 1e300)).toArray();
              return new Percentile(percent).evaluate(finite);
            })
        .toArray();
  }

  private static double orInfinite(double loss) {
    return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
  }
}
