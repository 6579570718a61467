package dev.fluxion.experiments.document001;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Minimizer;
import java.util.Arrays;
import java.util.Map;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;

/**
 * Where one parameter stays under noise: {@code mean} and {@code deviation} of the first coordinate
 * over the second half of a descent.
 */
public record Wandering() implements Probe {
  @Override
  public Card card() {
    return new Card(
        "wandering",
        "Where the first coordinate stays in the second half of a descent.",
        "θ̄, √(Σ(θ - θ̄)²/(n-1))",
        "our own");
  }

  @Override
  public RunResult run(RunKey key) {
    double[] x = new double[key.steps() + 1];
    Minimizer.Result result =
        Minimizer.run(
            Execution.descent(key, Execution.problem(key)),
            key.steps(),
            Double.NEGATIVE_INFINITY,
            (iteration, loss, descent) -> x[iteration] = descent.theta(0));
    double[] half = Arrays.copyOfRange(x, x.length / 2, x.length);
    return RunResult.measured(
        key,
        result.evaluations(),
        Map.of(
            "mean",
            new double[] {new Mean().evaluate(half)},
            "deviation",
            new double[] {new StandardDeviation().evaluate(half)}));
  }
}
