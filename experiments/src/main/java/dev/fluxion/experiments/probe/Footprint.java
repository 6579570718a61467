package dev.fluxion.experiments.probe;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.State;
import dev.fluxion.problems.Problem;
import java.util.Collection;
import java.util.Map;

/**
 * What an optimizer costs, counted and not timed: a run has to give the same bits everywhere.
 *
 * <p>Measured, one number each: {@code state} (numbers that the float engine keeps in arrays, per
 * parameter) and {@code evaluations} (per step).
 */
public record Footprint() implements Probe {
  @Override
  public Card card() {
    return new Card(
        "footprint",
        "What an optimizer costs: its state and its evaluations.",
        "numbers of state per parameter; evaluations per step",
        "our own");
  }

  @Override
  public RunResult run(RunKey key) {
    Problem problem = Execution.problem(key);
    State state = key.optimizerSpec().start(problem.layout(), RandomKey.of(0)).save();
    double arrays =
        size(state.floats().values().stream().map(a -> a.length).toList())
            + size(state.doubles().values().stream().map(a -> a.length).toList());
    Minimizer.Result result = Minimizer.run(Execution.descent(key, problem), key.steps());
    return RunResult.measured(
        key,
        result.evaluations(),
        Map.of(
            "state",
            new double[] {arrays / problem.dimension()},
            "evaluations",
            new double[] {(result.evaluations() - 1.0) / result.stepsTaken()}));
  }

  private static double size(Collection<Integer> lengths) {
    return lengths.stream().mapToDouble(Integer::doubleValue).sum();
  }
}
