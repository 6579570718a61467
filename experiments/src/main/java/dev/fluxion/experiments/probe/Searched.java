package dev.fluxion.experiments.probe;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.experiments.search.Goal;
import dev.fluxion.experiments.search.Space;
import dev.fluxion.experiments.search.Spaces;
import dev.fluxion.experiments.search.Study;
import dev.fluxion.experiments.search.Task;
import dev.fluxion.experiments.search.TpeSampler;
import dev.fluxion.experiments.search.Trial;
import dev.fluxion.optimizers.OptimizerSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hyperparameters found by a search from the problem's own start, and then tried from many random
 * starts for more iterations: the protocol of document 003, §4.1.
 *
 * <p>The search minimizes the smallest loss seen, by a tree-structured Parzen estimator. Measured:
 * all of {@link RandomStarts} with the hyperparameters that won; {@code score}, the loss they won
 * with; {@code winner.…}, those that are numbers.
 *
 * @param space the space as JSON; "builtin" for that of problem and optimizer
 * @param trials number of trials
 * @param iterations steps of a trial
 * @param count number of random starts
 * @param low smallest start coordinate
 * @param high largest start coordinate
 */
public record Searched(
    @Setting("space as JSON, or builtin") String space,
    @Setting(value = "number of trials", min = 1, max = 100_000) int trials,
    @Setting(value = "steps of a trial", min = 1, max = 1_000_000) int iterations,
    @Setting(value = "number of starts", min = 1, max = 100_000) int count,
    @Setting("smallest start coordinate") double low,
    @Setting("largest start coordinate") double high)
    implements Probe {
  private static final String BUILTIN = "builtin";

  public Searched {
    Settings.check(Searched.class, space, trials, iterations, count, low, high);
    new RandomStarts(count, low, high); // checks the range
    if (!space.equals(BUILTIN)) {
      Space.parse(space);
    }
  }

  /** As document 003 does on Zakharov's function. */
  public Searched() {
    this(BUILTIN, 500, 250, 100, 0, 1.5);
  }

  @Override
  public Card card() {
    return new Card(
        "searched",
        "Hyperparameters found by a search, tried from many random starts.",
        "argmin over trials of min over k of f(θ_k)",
        "our own; the protocol of document 003, §4.1");
  }

  @Override
  public RunResult run(RunKey key) {
    OptimizerSpec plain = key.optimizerSpec();
    Space searched =
        space.equals(BUILTIN) ? Spaces.builtin(key.problem(), plain) : Space.parse(space);
    RunKey trial =
        RunKey.of(
            key.experiment(),
            key.name(),
            key.problemSpec(),
            plain,
            key.precision(),
            iterations,
            key.seed());
    Study study = Study.of(Task.of(trial, Goal.BEST), searched, new TpeSampler(), key.seed());
    List<Trial> done = study.run(trials);
    Trial winner = Study.best(done);
    RunKey fresh =
        RunKey.of(
            key.experiment(),
            key.name(),
            key.problemSpec(),
            RunKey.configured(plain, winner.parameters()),
            key.precision(),
            key.steps(),
            key.seed());
    RunResult starts = new RandomStarts(count, low, high).run(fresh);
    Map<String, double[]> measured = new TreeMap<>(starts.measured());
    measured.put("score", new double[] {winner.score()});
    winner
        .parameters()
        .forEach(
            (name, value) -> {
              if (value.matches("[-+.0-9eE]+")) {
                measured.put("winner." + name, new double[] {Double.parseDouble(value)});
              }
            });
    long evaluations = done.stream().mapToLong(Trial::evaluations).sum();
    return RunResult.measured(key, evaluations + starts.evaluations(), measured);
  }
}
