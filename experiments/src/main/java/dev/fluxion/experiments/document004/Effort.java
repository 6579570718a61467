package dev.fluxion.experiments.document004;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.problems.Problem;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many evaluations a rule needs to bring the loss to a part of its start, those that it makes
 * itself included.
 *
 * <p>Measured: {@code cost}, the lower median over seeds, ∞ where it is not reached; {@code each},
 * by seed. A seed draws the data and the start; on problems whose start is fixed, a shift of it by
 * a standard normal.
 *
 * @param seeds number of seeds
 * @param part the part of the first loss, both above the minimum where that is known
 */
public record Effort(
    @Setting(value = "number of seeds", min = 1, max = 10_000) int seeds,
    @Setting(value = "part of the first loss", above = 0, below = 1) double part)
    implements Probe {
  public Effort {
    Settings.check(Effort.class, seeds, part);
  }

  /** Five seeds, to a thousandth. */
  public Effort() {
    this(5, 1e-3);
  }

  @Override
  public Card card() {
    return new Card(
        "effort",
        "How many evaluations a rule needs to bring the loss to a part of its start.",
        "min evaluations with f(θ_k) - f* ≤ part·(f(θ₀) - f*)",
        "our own; the cost of performance profiles");
  }

  @Override
  public RunResult run(RunKey key) {
    double[] each = new double[seeds];
    long evaluations = 0;
    for (int i = 0; i < seeds; i++) {
      RandomKey seed = RandomKey.of(key.seed()).split(i);
      Problem problem = key.problemSpec().open(seed.split("problem"));
      int[] sizes = key.split().stream().mapToInt(Integer::intValue).toArray();
      problem = sizes.length == 0 ? problem : problem.split(sizes);
      double[] start = problem.start().clone();
      for (int j = 0; j < start.length && problem.minimizer().isPresent(); j++) {
        start[j] += seed.split("start").normal(0, j);
      }
      double floor = problem.minimum().orElse(0);
      double first = problem.definition().value(start);
      double target = floor + part * (first - floor);
      Minimizer.Result result =
          Minimizer.run(
              Execution.descent(
                  key.precision(), problem, key.optimizerSpec(), start, seed.split("optimizer")),
              key.steps(),
              target,
              (iteration, loss, descent) -> {});
      evaluations += result.evaluations();
      boolean solved = result.outcome() == Outcome.REACHED && result.bestLoss() <= target;
      each[i] = solved ? result.evaluations() : Double.POSITIVE_INFINITY;
    }
    double[] sorted = each.clone();
    Arrays.sort(sorted);
    Map<String, double[]> measured = new TreeMap<>();
    measured.put("each", each);
    measured.put("cost", new double[] {sorted[(seeds - 1) / 2]});
    return RunResult.measured(key, evaluations, measured);
  }
}
