package dev.fluxion.experiments.document002;

import static dev.fluxion.experiments.runner.RunKey.Watch.THETA;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Newton;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.surface.Rosenbrock;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Section 13 of document 002: Newton's step on bowls and on Rosenbrock's valley, beside plain
 * descent.
 *
 * <p>What to expect: on a bowl {@code θ - H⁻¹g} is the minimizer; descent goes straight on a round
 * bowl and bends towards the flat axis on others, but never turns round the minimum.
 */
public final class OneStep implements Experiment {
  private static final String ID = "002-4-newton";

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does Newton's method jump to the bottom of a bowl in one step?",
        "θ ← θ - H⁻¹g",
        "document 002, section 13",
        "Beyond the document: Rosenbrock's valley, which is no bowl.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    Newton newton = new Newton(100, 1e-13, true, 1e-4, 0.9, 0, 0);
    return List.of(
        key("newton 100", bowl(100), newton, 5, plan, 10, 1),
        key("newton 1e6", bowl(1e6), newton, 5, plan, 10, 1),
        key("newton valley", new Rosenbrock(2), newton, 60, plan, -1.2, 1),
        key("sgd", bowl(4), new Sgd(0.05, 0, 0, false, 0), 300, plan, 10, 1));
  }

  private static Quadratic bowl(double condition) {
    return new Quadratic(
        DoubleLists.immutable.with(0.5, 0.5 * condition), DoubleLists.immutable.with(0), 0);
  }

  private static RunKey key(
      String name, ProblemSpec problem, OptimizerSpec rule, int steps, Plan plan, double... start) {
    return RunKey.of(ID, name, problem, rule, Precision.DOUBLE, steps, plan.seed())
        .from(start)
        .watching(THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "002/4.one-step",
            "13.2",
            "on a bowl Newton's method jumps straight to the bottom in one step",
            "after one step the loss is below 1e-12 of its start, for κ = 100 and for κ = 1e6",
            e -> {
              double[] hundred = e.run("newton 100").loss();
              double[] million = e.run("newton 1e6").loss();
              return Finding.of(
                  hundred[1] <= 1e-12 * hundred[0] && million[1] <= 1e-12 * million[0],
                  "%.1e and %.1e of the start",
                  hundred[1] / hundred[0],
                  million[1] / million[0]);
            }),
        new Claim(
            "002/4.no-bowl",
            "13.2 (completed)",
            "where the landscape is no bowl one step is not enough, but few are",
            "in Rosenbrock's valley the loss is above 1 after one step and below 1e-12 within 40",
            e -> {
              double[] loss = e.run("newton valley").loss();
              int k = Measure.firstBelow(loss, 1e-12);
              return Finding.of(
                  loss[1] > 1 && k <= 40, "%.2f after one step, 1e-12 after %d", loss[1], k);
            }),
        new Claim(
            "002/4.spirals",
            "13.2",
            "gradient descent spirals down",
            "its direction from the minimum turns by more than 360° in all",
            e -> {
              double turned = turned(e.run("sgd").theta());
              return Finding.of(turned > 360, "it turns by %.1f°", turned);
            }));
  }

  /** The sum of the angles, in degrees, between consecutive positions as seen from the minimum. */
  private static double turned(Map<String, double[]> theta) {
    double[] x = theta.get("x0");
    double[] y = theta.get("x1");
    double sum = 0;
    for (int k = 0; k + 1 < x.length; k++) {
      double cross = x[k] * y[k + 1] - y[k] * x[k + 1];
      double dot = x[k] * x[k + 1] + y[k] * y[k + 1];
      if (cross != 0 || dot != 0) {
        sum += Math.abs(StrictMath.toDegrees(StrictMath.atan2(cross, dot)));
      }
    }
    return sum;
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.LOSS,
            "One step on a bowl, a few in Rosenbrock's valley",
            List.of("newton 100", "newton valley", "sgd")));
  }
}
