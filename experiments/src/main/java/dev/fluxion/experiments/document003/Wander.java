package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.problems.Problem;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * One descent that is too long to keep: its extremes.
 *
 * <p>Measured, one number each: {@code shortest} and {@code longest}, of the steps |ΔΘ|; {@code
 * rests}, how many steps left Θ exactly where it was; {@code least}, {@code greatest}, {@code
 * median} and {@code end}, of the losses (median of the second half); {@code steps} taken; {@code
 * diverged}, {@code reached}, {@code stalled} (1 or 0); and for each number that the optimizer
 * reports, its value at the end as {@code last …}.
 */
public record Wander() implements Probe {
  @Override
  public Card card() {
    return new Card(
        "wander",
        "The extremes of one long descent.",
        "min and max over k of |Θₖ₊₁ - Θₖ| and of F(Θₖ)",
        "our own");
  }

  @Override
  public RunResult run(RunKey key) {
    Problem problem = Execution.problem(key);
    Descent descent = Execution.descent(key, problem);
    double[] before = descent.theta();
    double[] extremes = {Double.POSITIVE_INFINITY, 0, 0};
    Minimizer.Result result =
        Minimizer.run(
            descent,
            key.steps(),
            Double.NEGATIVE_INFINITY,
            (iteration, loss, d) -> {
              if (iteration > 0) {
                double way = move(before, d);
                extremes[0] = Math.min(extremes[0], way);
                extremes[1] = Math.max(extremes[1], way);
                extremes[2] += way == 0 ? 1 : 0;
              }
            });
    int taken = result.stepsTaken();
    double[] loss = Arrays.copyOf(result.loss(), taken + 1);
    Map<String, double[]> measured = new TreeMap<>();
    put(measured, "shortest", extremes[0]);
    put(measured, "longest", extremes[1]);
    put(measured, "rests", extremes[2]);
    put(measured, "least", Series.smallest(loss));
    put(measured, "greatest", Series.largest(loss));
    double[] late = Arrays.copyOfRange(loss, taken / 2, taken + 1);
    put(measured, "median", Measure.median(late));
    put(measured, "end", loss[taken]);
    put(measured, "steps", taken);
    put(measured, "diverged", result.outcome() == Outcome.DIVERGED ? 1 : 0);
    put(measured, "reached", result.outcome() == Outcome.REACHED ? 1 : 0);
    put(measured, "stalled", result.outcome() == Outcome.STALLED ? 1 : 0);
    for (Map.Entry<String, Cell> cell : descent.telemetry().entrySet()) {
      put(measured, "last " + cell.getKey(), cell.getValue().value);
    }
    return RunResult.measured(key, result.evaluations(), measured);
  }

  /** |ΔΘ| since the point before, which is replaced. */
  private static double move(double[] before, Descent descent) {
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      double now = descent.theta(i);
      sum += (now - before[i]) * (now - before[i]);
      before[i] = now;
    }
    return Math.sqrt(sum);
  }

  private static void put(Map<String, double[]> measured, String name, double number) {
    measured.put(name, new double[] {number});
  }
}
