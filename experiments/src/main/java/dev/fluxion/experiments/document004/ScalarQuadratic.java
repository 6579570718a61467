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
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.surface.Quadratic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Experiment 1 of document 004: {@code f(x) = (x - 3)²} from x₀ = 10, where the rule should halve
 * the distance at every step. Beyond the document: what happens at the minimum, at f = x² where the
 * loss underflows, and for a huge start.
 */
public final class ScalarQuadratic implements Experiment {
  private static final String ID = "004-1-scalar";
  private static final double CENTER = 3;
  private static final double START = 10;
  private static final int STEPS = 70;

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does the rule halve the distance to the minimum of (x - 3)², in float and in double?",
        "xₙ = a + (x₀ - a)/2ⁿ",
        "document 004, Scalar Case and Experiment 1",
        "The document gives no start; 10 is taken, as in its experiment 2.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    Quadratic at3 = bowl(CENTER);
    Quadratic at0 = bowl(0);
    return List.of(
        run("literal float", at3, Rules.LITERAL, Precision.FLOAT, STEPS, START, plan),
        run("literal double", at3, Rules.LITERAL, Precision.DOUBLE, STEPS, START, plan),
        run("guarded float", at3, Rules.GUARDED, Precision.FLOAT, STEPS, START, plan),
        run("guarded double", at3, Rules.GUARDED, Precision.DOUBLE, STEPS, START, plan),
        run("sgd", at3, new Sgd(0.1, 0, 0, false, 0), plan.precision(), STEPS, START, plan),
        run("adam", at3, new Adam(0.5, 0.9, 0.999, 1e-8, 0), plan.precision(), STEPS, START, plan),
        run("zero literal", at0, Rules.LITERAL, Precision.FLOAT, 200, START, plan),
        run("zero guarded", at0, Rules.GUARDED, Precision.FLOAT, 200, START, plan),
        run("huge literal", at3, Rules.LITERAL, Precision.FLOAT, 100, 1e20, plan),
        run("huge guarded", at3, Rules.GUARDED, Precision.FLOAT, 100, 1e20, plan));
  }

  private static Quadratic bowl(double center) {
    return new Quadratic(DoubleLists.immutable.with(1), DoubleLists.immutable.with(center), 0);
  }

  private static RunKey run(
      String name,
      Quadratic problem,
      OptimizerSpec rule,
      Precision precision,
      int steps,
      double start,
      Plan plan) {
    return RunKey.of(ID, name, problem, rule, precision, steps, plan.seed())
        .from(start)
        .watching(THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "004/1.formula",
            "Scalar Case",
            "xₙ = a + (x₀ - a)/2ⁿ",
            "in double, |xₙ - formula| ≤ 4 ulp(a) = 1.8e-15 for all n the run takes",
            e -> {
              double error = formulaError(x(e, "literal double"), CENTER, START);
              return Finding.of(error <= 4 * Math.ulp(CENTER), "largest error %.2e", error);
            }),
        new Claim(
            "004/1.scale",
            "Scalar Case",
            "the step scale is ¼ at every step",
            "in double, |scale - ¼| ≤ 1e-12 while |x - a| > 1e-3",
            ScalarQuadratic::scaleIsAQuarter),
        new Claim(
            "004/1.monotone",
            "Experiment 1",
            "convergence is monotone",
            "|xₙ - a| never rises, in float and in double",
            e -> {
              int rises =
                  Measure.rises(distance(x(e, "literal float")))
                      + Measure.rises(distance(x(e, "literal double")));
              return Finding.of(rises == 0, "%d rises", rises);
            }),
        new Claim(
            "004/1.no-zig-zag",
            "Scalar Case",
            "no zig-zag is possible",
            "xₙ - a never changes its sign, in float and in double",
            e -> {
              int changes =
                  Measure.signChanges(x(e, "literal float"), CENTER)
                      + Measure.signChanges(x(e, "literal double"), CENTER);
              return Finding.of(changes == 0, "%d sign changes", changes);
            }),
        new Claim(
            "004/1.float-agrees",
            "Experiment 1",
            "float and double agree until float's limit of about 7 digits",
            "|x_float - x_double| ≤ 2⁻²² |x_double| at every step of both",
            e -> {
              double worst = worstRelative(x(e, "literal float"), x(e, "literal double"));
              return Finding.of(worst <= 0x1p-22, "largest relative difference %.2e", worst);
            }),
        new Claim(
            "004/1.minimum",
            "Update Rule (implied)",
            "the rule needs no guard at the minimum itself",
            "the literal run ends with an outcome other than DIVERGED (0/0), in both precisions",
            e -> {
              RunResult single = e.run("literal float");
              RunResult wide = e.run("literal double");
              return Finding.of(
                  single.outcome() != Outcome.DIVERGED && wide.outcome() != Outcome.DIVERGED,
                  "float %s after %d steps, double %s after %d; guarded %s and %s",
                  single.outcome(),
                  single.stepsTaken(),
                  wide.outcome(),
                  wide.stepsTaken(),
                  e.run("guarded float").outcome(),
                  e.run("guarded double").outcome());
            }),
        new Claim(
            "004/1.underflow",
            "Scalar Case (implied)",
            "with a = 0 the halving goes on to the smallest floats",
            "the literal float run gets below |x| = 1e-37 within 200 steps",
            e -> {
              double literal = smallest(x(e, "zero literal"));
              double guarded = smallest(x(e, "zero guarded"));
              return Finding.of(
                  literal < 1e-37,
                  "literal stops at |x| = %.1e, guarded at %.1e",
                  literal,
                  guarded);
            }),
        new Claim(
            "004/1.any-start",
            "Scalar Case (implied)",
            "it works from every start",
            "the literal float run from 1e20 ends with |x - a| < 1",
            e -> {
              RunResult literal = e.run("huge literal");
              double left = last(distance(x(e, "huge literal")));
              double guarded = last(distance(x(e, "huge guarded")));
              return Finding.of(
                  left < 1,
                  "literal %s at |x - a| = %.1e, guarded ends at %.1e",
                  literal.outcome(),
                  left,
                  guarded);
            }));
  }

  private static Finding scaleIsAQuarter(Evidence e) {
    RunResult run = e.run("literal double");
    double[] scale = run.telemetry().get("scale");
    double[] x = x(e, "literal double");
    double worst = 0;
    for (int k = 0; k < scale.length && Math.abs(x[k] - CENTER) > 1e-3; k++) {
      worst = Math.max(worst, Math.abs(scale[k] - 0.25));
    }
    return Finding.of(worst <= 1e-12, "largest |scale - ¼| %.1e", worst);
  }

  private static double[] x(Evidence e, String run) {
    return e.run(run).theta().get("x0");
  }

  private static double[] distance(double[] x) {
    return Arrays.stream(x).map(v -> Math.abs(v - CENTER)).toArray();
  }

  private static double last(double[] x) {
    return x[x.length - 1];
  }

  private static double smallest(double[] x) {
    return Arrays.stream(x).map(Math::abs).min().orElse(Double.NaN);
  }

  /** The largest |xₙ - (a + (x₀ - a)/2ⁿ)|. */
  static double formulaError(double[] x, double a, double x0) {
    double worst = 0;
    for (int n = 0; n < x.length; n++) {
      worst = Math.max(worst, Math.abs(x[n] - (a + Math.scalb(x0 - a, -n))));
    }
    return worst;
  }

  /** The largest relative difference over the steps that both have. */
  static double worstRelative(double[] single, double[] wide) {
    double worst = 0;
    for (int n = 0; n < Math.min(single.length, wide.length); n++) {
      worst = Math.max(worst, Math.abs(single[n] - wide[n]) / Math.abs(wide[n]));
    }
    return worst;
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.DISTANCE,
            "The distance to the minimum halves at every step until the format ends",
            List.of("literal float", "literal double", "sgd", "adam"),
            Map.of("center", List.of(CENTER))),
        new Figure(
            Figure.Kind.LOSS,
            "f = x² in float: the literal quotient freezes where the loss underflows",
            List.of("zero literal", "zero guarded")));
  }
}
