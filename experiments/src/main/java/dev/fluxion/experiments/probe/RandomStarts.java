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
import java.util.Map;
import java.util.TreeMap;

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
    BestSoFar bestSoFar = new BestSoFar(count, key.steps());
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
      bestSoFar.add(i, result.loss());
    }
    Map<String, double[]> measured = new TreeMap<>();
    measured.put("best", best);
    measured.put("final", last);
    measured.put("steps", steps);
    measured.put("diverged", diverged);
    bestSoFar.putInto(measured);
    return RunResult.measured(key, evaluations, measured);
  }

  private double[] start(RandomKey key, int number, int n) {
    double[] start = new double[n];
    for (int i = 0; i < n; i++) {
      start[i] = low + (high - low) * key.uniform(number, i);
    }
    return start;
  }
}
