package dev.fluxion.experiments.document004;

import static dev.fluxion.experiments.runner.RunKey.Watch.THETA;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.problems.surface.Quadratic;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Experiment 2 of document 004: {@code f(x, y) = (x - 1)² + (y - 2)²} from (10, 10), where both
 * coordinates should behave as the scalar case, along a straight line.
 */
public final class SymmetricQuadratic implements Experiment {
  private static final String ID = "004-2-symmetric";

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does the rule go straight to the minimum of a symmetric bowl, halving the distance?",
        "f(x, y) = (x - 1)² + (y - 2)²",
        "document 004, Symmetric Multi-Parameter Case and Experiment 2");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    return List.of(
        run("literal float", Rules.LITERAL, Precision.FLOAT, plan),
        run("literal double", Rules.LITERAL, Precision.DOUBLE, plan),
        run("adam", new Adam(0.5, 0.9, 0.999, 1e-8, 0), plan.precision(), plan));
  }

  private static RunKey run(String name, OptimizerSpec rule, Precision precision, Plan plan) {
    Quadratic bowl =
        new Quadratic(DoubleLists.immutable.with(1, 1), DoubleLists.immutable.with(1, 2), 0);
    return RunKey.of(ID, name, bowl, rule, precision, 70, plan.seed()).from(10, 10).watching(THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "004/2.rate",
            "Symmetric Multi-Parameter Case",
            "both parameters converge at rate ½, as in the scalar case",
            "in double, |xₙ - formula| and |yₙ - formula| ≤ 4 ulp(2) = 1.8e-15",
            e -> {
              double x = ScalarQuadratic.formulaError(series(e, "literal double", 0), 1, 10);
              double y = ScalarQuadratic.formulaError(series(e, "literal double", 1), 2, 10);
              return Finding.of(
                  Math.max(x, y) <= 4 * Math.ulp(2.0), "largest error x %.1e, y %.1e", x, y);
            }),
        new Claim(
            "004/2.straight",
            "Experiment 2",
            "the trajectory is a straight line from (10, 10) to (1, 2)",
            "in double, the distance of every point from that line is ≤ 1e-14",
            e -> {
              double worst =
                  offLine(series(e, "literal double", 0), series(e, "literal double", 1));
              return Finding.of(worst <= 1e-14, "largest distance %.1e", worst);
            }),
        new Claim(
            "004/2.monotone",
            "Experiment 2",
            "convergence is monotone",
            "the loss never rises, in float and in double",
            e -> {
              int rises =
                  Measure.rises(e.run("literal float").loss())
                      + Measure.rises(e.run("literal double").loss());
              return Finding.of(rises == 0, "%d rises", rises);
            }),
        new Claim(
            "004/2.float-agrees",
            "Experiment 1 and 2",
            "float and double agree until float's limit",
            "relative difference ≤ 2⁻²² in both coordinates at every step of both",
            e -> {
              double worst = 0;
              for (int i = 0; i < 2; i++) {
                worst =
                    Math.max(
                        worst,
                        ScalarQuadratic.worstRelative(
                            series(e, "literal float", i), series(e, "literal double", i)));
              }
              return Finding.of(worst <= 0x1p-22, "largest relative difference %.2e", worst);
            }));
  }

  private static double[] series(Evidence e, String run, int i) {
    return e.run(run).theta().get("x" + i);
  }

  /** The largest distance from the line through (1, 2) and (10, 10). */
  private static double offLine(double[] x, double[] y) {
    double worst = 0;
    for (int k = 0; k < x.length; k++) {
      double cross = (x[k] - 1) * 8 - (y[k] - 2) * 9;
      worst = Math.max(worst, Math.abs(cross) / Math.sqrt(8 * 8 + 9 * 9));
    }
    return worst;
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.CONTOUR,
            "On a symmetric bowl the rule goes straight to the minimum",
            List.of("literal double", "adam"),
            Map.of("coefficients", List.of(1, 1), "center", List.of(1, 2))));
  }
}
