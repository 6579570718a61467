package dev.fluxion.experiments.document004;

import static dev.fluxion.experiments.runner.RunKey.Watch.LAYERS;
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
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.surface.Quadratic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Experiment 3 of document 004, its key case: {@code f(x, y) = (x - 1)² + 100(y - 2)²} from (10,
 * 10); and beyond it, a sweep of condition numbers from the start that is worst for each.
 *
 * <p>What to expect: on a quadratic {@code f(next)/f = ¼(gᵀH⁻¹g)(gᵀHg)/|g|⁴ ≤ (κ+1)²/(16κ)}
 * (Kantorovich), so the loss surely falls only for κ ≤ 7+4√3 ≈ 13.93; here κ = 100.
 */
public final class AsymmetricQuadratic implements Experiment {
  private static final String ID = "004-3-asymmetric";
  private static final int STEPS = 300;
  private static final double[] CONDITIONS = {1.5, 2, 4, 8, 12, 13.9, 14, 16, 20, 50, 100, 1000};
  private static final double BOUND = 7 + 4 * Math.sqrt(3);

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does a badly conditioned bowl starve one parameter, without zig-zag?",
        "f(x, y) = (x - 1)² + 100(y - 2)²",
        "document 004, Asymmetric Case and Experiment 3",
        "Beyond the document: condition numbers are swept from the worst start for each.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    runs.add(key("literal float", Rules.LITERAL, Precision.FLOAT, plan));
    runs.add(key("literal double", Rules.LITERAL, Precision.DOUBLE, plan));
    runs.add(key("sgd", new Sgd(0.005, 0, 0, false, 0), plan.precision(), plan));
    runs.add(key("adam", new Adam(0.5, 0.9, 0.999, 1e-8, 0), plan.precision(), plan));
    for (double condition : CONDITIONS) {
      Quadratic bowl =
          new Quadratic(DoubleLists.immutable.with(1, condition), DoubleLists.immutable.with(0), 0);
      // g = (2x, 2κy): both components equal, where Kantorovich's bound is attained.
      runs.add(
          RunKey.of(
                  ID, sweepName(condition), bowl, Rules.GUARDED, Precision.DOUBLE, 200, plan.seed())
              .from(condition, 1));
    }
    return runs;
  }

  private static String sweepName(double condition) {
    return "sweep " + condition;
  }

  private static RunKey key(String name, OptimizerSpec rule, Precision precision, Plan plan) {
    Quadratic bowl =
        new Quadratic(DoubleLists.immutable.with(1, 100), DoubleLists.immutable.with(1, 2), 0);
    return RunKey.of(ID, name, bowl, rule, precision, STEPS, plan.seed())
        .from(10, 10)
        .split(1, 1)
        .watching(THETA, LAYERS);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "004/3.monotone",
            "Experiment 3",
            "the loss decreases monotonically, because it is a quadratic",
            "the loss never rises, in double",
            e -> {
              double[] loss = main(e).loss();
              return Finding.of(
                  Measure.rises(loss) == 0,
                  "%d rises in %d steps, by up to a factor %.2f; bound (κ+1)²/16κ = 6.38",
                  Measure.rises(loss),
                  loss.length - 1,
                  Measure.largestRise(loss));
            }),
        new Claim(
            "004/3.no-zig-zag",
            "Experiment 3",
            "no zig-zag, because it is still a quadratic",
            "neither x - 1 nor y - 2 changes its sign, in double",
            e -> {
              int x = Measure.signChanges(x(e), 1);
              int y = Measure.signChanges(y(e), 2);
              return Finding.of(x + y == 0, "sign changes: x %d, y %d", x, y);
            }),
        new Claim(
            "004/3.y-rate",
            "Asymmetric Case",
            "y converges quickly, at rate about ½",
            "mean factor of |y - 2| per step over the first 5 steps is within 0.4 … 0.6",
            e -> {
              double rate = Measure.rate(y(e), 2, 0, 5);
              return Finding.of(rate >= 0.4 && rate <= 0.6, "mean factor %.3f", rate);
            }),
        new Claim(
            "004/3.x-rate-early",
            "Asymmetric Case",
            "while y dominates, x moves by 1/200 of its distance per step",
            "mean of 1 - |x - 1| factor over the first 5 steps is within 1/300 … 1/133",
            e -> {
              double lost = 1 - Measure.rate(x(e), 1, 0, 5);
              return Finding.of(
                  lost >= 1.0 / 300 && lost <= 1.0 / 133, "1/%.0f per step", 1 / lost);
            }),
        new Claim(
            "004/3.x-rate",
            "Asymmetric Case",
            "x is starved: over the whole convergence of y it moves by about 1/200 per step",
            "mean of 1 - |x - 1| factor, until the loss is 1e-6 of its start, is below 1/100",
            e -> {
              int end = Measure.firstBelow(main(e).loss(), main(e).loss()[0] * 1e-6);
              double lost = 1 - Measure.rate(x(e), 1, 0, Math.min(end, x(e).length - 1));
              return Finding.of(lost < 0.01, "1/%.1f per step over %d steps", 1 / lost, end);
            }),
        new Claim(
            "004/3.hundred-times",
            "Asymmetric Case",
            "x converges 100 times slower than y",
            "steps until |x - 1| has fallen to 1 %, over those of |y - 2|, lie within 50 … 200",
            e -> {
              double steps = Measure.firstBelow(distance(x(e), 1), 0.09);
              double fast = Measure.firstBelow(distance(y(e), 2), 0.08);
              return Finding.of(
                  steps / fast >= 50 && steps / fast <= 200,
                  "x after %.0f steps, y first after %.0f: ratio %.1f",
                  steps,
                  fast,
                  steps / fast);
            }),
        new Claim(
            "004/3.x-rate-late",
            "Asymmetric Case",
            "once y has converged, x converges at rate ½",
            "mean factor of |x - 1| per step over the last 50 steps in which it is above 1e-12 is"
                + " within 0.4 … 0.6",
            e -> {
              int end = Math.min(Measure.firstBelow(distance(x(e), 1), 1e-12), x(e).length - 1);
              double rate = Measure.rate(x(e), 1, Math.max(0, end - 50), end);
              return Finding.of(rate >= 0.4 && rate <= 0.6, "mean factor %.3f", rate);
            }),
        new Claim(
            "004/3.start-ratio",
            "Experiment 3",
            "|gx|/|gy| starts near 9/1600 = 0.0056",
            "within 10 %",
            e -> {
              double ratio = ratio(e)[0];
              return Finding.of(
                  Math.abs(ratio * 1600 / 9 - 1) <= 0.1, "%.5f = %.1f/1600", ratio, ratio * 1600);
            }),
        new Claim(
            "004/3.ratio-grows",
            "Experiment 3",
            "|gx|/|gy| grows toward 1 as y settles",
            "its median over steps 20 … 60 lies within ½ … 2",
            e -> {
              double[] ratio = ratio(e);
              double median = Measure.median(Arrays.copyOfRange(ratio, 20, 61));
              return Finding.of(
                  median >= 0.5 && median <= 2,
                  "median %.2f, from %.2f to %.2f",
                  median,
                  Arrays.stream(ratio, 20, 61).min().orElse(Double.NaN),
                  Arrays.stream(ratio, 20, 61).max().orElse(Double.NaN));
            }),
        new Claim(
            "004/3.kink",
            "Experiment 3",
            "the loss curve has a kink where y has settled and x takes over",
            "the mean factor per step over the first 5 steps is below half of that of steps 10 …"
                + " 60",
            e -> {
              double[] loss = main(e).loss();
              double early = Measure.rate(loss, 0, 0, 5);
              double late = Measure.rate(loss, 0, 10, 60);
              return Finding.of(early < late / 2, "factor %.3f, then %.3f", early, late);
            }),
        new Claim(
            "004/3.any-condition",
            "Can This Cause Zig-Zag?",
            "on every pure quadratic the loss falls monotonically",
            "no rise for any of the condition numbers from the start that is worst for it",
            AsymmetricQuadratic::monotoneUpTo),
        new Claim(
            "004/3.kantorovich",
            "Can This Cause Zig-Zag? (corrected)",
            "the loss surely falls exactly for κ ≤ 7 + 4√3 = 13.93",
            "the first step from the worst start falls for all κ below, rises for all above, by"
                + " (κ+1)²/16κ to 1e-9",
            AsymmetricQuadratic::kantorovich),
        new Claim(
            "004/3.distance",
            "Can This Cause Zig-Zag? (corrected)",
            "what never rises is the distance to the minimizer",
            "in double, |θ - θ*| never rises",
            e -> {
              double[] dx = distance(x(e), 1);
              double[] dy = distance(y(e), 2);
              double[] d = new double[dx.length];
              for (int k = 0; k < d.length; k++) {
                d[k] = Math.sqrt(dx[k] * dx[k] + dy[k] * dy[k]);
              }
              return Finding.of(Measure.rises(d) == 0, "%d rises", Measure.rises(d));
            }));
  }

  private static Finding monotoneUpTo(Evidence e) {
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double condition : CONDITIONS) {
      if (Measure.rises(e.run(sweepName(condition)).loss()) == 0) {
        largest = Math.max(largest, condition);
      } else {
        smallest = Math.min(smallest, condition);
      }
    }
    return Finding.of(
        Double.isInfinite(smallest),
        "monotone up to κ = %s, rises from κ = %s on",
        largest,
        smallest);
  }

  private static Finding kantorovich(Evidence e) {
    double worst = 0;
    boolean sides = true;
    for (double condition : CONDITIONS) {
      double[] loss = e.run(sweepName(condition)).loss();
      double bound = (condition + 1) * (condition + 1) / (16 * condition);
      worst = Math.max(worst, Math.abs(loss[1] / loss[0] / bound - 1));
      sides &= loss[1] > loss[0] == condition > BOUND;
    }
    return Finding.of(
        sides && worst < 1e-9, "largest relative difference from the bound %.1e", worst);
  }

  private static RunResult main(Evidence e) {
    return e.run("literal double");
  }

  private static double[] x(Evidence e) {
    return main(e).theta().get("x0");
  }

  private static double[] y(Evidence e) {
    return main(e).theta().get("x1");
  }

  private static double[] ratio(Evidence e) {
    return Measure.quotient(main(e).layers().get("part0"), main(e).layers().get("part1"));
  }

  private static double[] distance(double[] x, double center) {
    return Arrays.stream(x).map(v -> Math.abs(v - center)).toArray();
  }

  @Override
  public List<Figure> figures() {
    Map<String, Object> bowl = Map.of("coefficients", List.of(1, 100), "center", List.of(1, 2));
    return List.of(
        new Figure(
            Figure.Kind.CONTOUR,
            "κ = 100: the rule jumps across the valley, where the document expects no zig-zag",
            List.of("literal double", "sgd", "adam"),
            bowl),
        new Figure(
            Figure.Kind.LOSS,
            "The loss rises again and again",
            List.of("literal double", "literal float", "sgd", "adam")),
        new Figure(
            Figure.Kind.LAYERS,
            "|gx|, part 0, and |gy|, part 1: the starved parameter catches up within a few steps",
            List.of("literal double")));
  }
}
