package dev.fluxion.experiments.document000;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.problems.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One descent with {@code spin-energy}, and its budget.
 *
 * <p>Measured over thinned iterations: {@code iteration}, {@code loss}, {@code alpha}, {@code cap},
 * {@code spinEnergy}. Over all, one number each: {@code frozen} (the first step from which α is 0
 * to the end; the number of steps if there is none), {@code shortened} (share of the steps before
 * with α &lt; 1), {@code meanAlpha}, {@code lastAlpha}, {@code spinEnd} (spin energy at the end),
 * {@code spinMax}, {@code firstLoss}, {@code finalLoss}, {@code bestLoss}.
 *
 * @param thin how many iterations are kept
 */
public record Budget(
    @Setting(value = "how many iterations are kept", min = 1, max = 100_000) int thin)
    implements Probe {
  public Budget {
    Settings.check(Budget.class, thin);
  }

  /** 150 iterations. */
  public Budget() {
    this(150);
  }

  @Override
  public Card card() {
    return new Card(
        "budget",
        "One descent with spin-energy, and its energy budget.",
        "α, C and Σ½Is² over iterations",
        "document 000, Sketch of the update");
  }

  @Override
  public RunResult run(RunKey key) {
    Problem problem = Execution.problem(key);
    List<double[]> rows = new ArrayList<>();
    Minimizer.Result result =
        Minimizer.run(
            Execution.descent(key, problem),
            key.steps(),
            Double.NEGATIVE_INFINITY,
            (iteration, loss, descent) -> {
              if (iteration > 0) {
                Map<String, Cell> cells = descent.telemetry();
                rows.add(
                    new double[] {
                      cells.get("alpha").value,
                      cells.get("cap").value,
                      cells.get("spinEnergy").value
                    });
              }
            });
    return RunResult.measured(key, result.evaluations(), measured(rows, result));
  }

  private Map<String, double[]> measured(List<double[]> rows, Minimizer.Result result) {
    int steps = rows.size();
    int frozen = steps;
    while (frozen > 0 && rows.get(frozen - 1)[0] == 0) {
      frozen--;
    }
    double shortened = 0;
    double sum = 0;
    double most = 0;
    for (int k = 0; k < steps; k++) {
      shortened += k < frozen && rows.get(k)[0] < 1 ? 1.0 / frozen : 0;
      sum += rows.get(k)[0] / steps;
      most = Math.max(most, rows.get(k)[2]);
    }
    Map<String, double[]> measured = new TreeMap<>();
    int every = Math.max(1, steps / thin);
    int count = (steps + every - 1) / every;
    for (String name : new String[] {"iteration", "loss", "alpha", "cap", "spinEnergy"}) {
      measured.put(name, new double[count]);
    }
    for (int i = 0; i < count; i++) {
      measured.get("iteration")[i] = i * every;
      measured.get("loss")[i] = result.loss()[i * every];
      measured.get("alpha")[i] = rows.get(i * every)[0];
      measured.get("cap")[i] = rows.get(i * every)[1];
      measured.get("spinEnergy")[i] = rows.get(i * every)[2];
    }
    measured.put("frozen", new double[] {frozen});
    measured.put("shortened", new double[] {shortened});
    measured.put("meanAlpha", new double[] {sum});
    measured.put("lastAlpha", new double[] {rows.get(steps - 1)[0]});
    measured.put("spinEnd", new double[] {rows.get(steps - 1)[2]});
    measured.put("spinMax", new double[] {most});
    measured.put("firstLoss", new double[] {result.loss()[0]});
    measured.put("finalLoss", new double[] {result.loss()[result.loss().length - 1]});
    measured.put("bestLoss", new double[] {result.bestLoss()});
    return measured;
  }
}
