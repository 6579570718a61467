package dev.fluxion.experiments.document002;

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
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.surface.Quadratic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Sections 2 and 3 of document 002 in a ravine, {@code f = ½(x² + 100y²)} from (10, 1), and on a
 * slope whose gradient is 2 and changes by less than 1 in 1000.
 *
 * <p>What to expect: with curvature λ, momentum's state turns by {@code z² - (1 + β - ηλ)z + β = 0}
 * and shrinks by √β per step where z is complex. So with the η of plain descent it is faster along
 * the valley, λ = 1, and slower across it, λ = 100.
 */
public final class Ravine implements Experiment {
  private static final String ID = "002-1-ravine";
  private static final double ETA = 0.019; // 1.9 / λ across the valley
  private static final int STEPS = 500;
  private static final int SLOPE_STEPS = 1000;

  @Override
  public Card card() {
    return new Card(
        ID,
        "What does momentum do in a ravine and on a slope?",
        "f(x, y) = ½(x² + 100y²);  v ← βv + g,  θ ← θ - ηv",
        "document 002, sections 2.3, 3.2 to 3.4",
        "Beyond the document: both rules with their best constants for this ravine.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    double best = 81.0 / 121; // ((√κ - 1) / (√κ + 1))²
    return List.of(
        ravine("sgd", new Sgd(ETA, 0, 0, false, 0), plan),
        ravine("momentum", new Momentum(ETA, 0.9), plan),
        ravine("momentum 0", new Momentum(ETA, 0), plan),
        ravine("sgd best", new Sgd(2.0 / 101, 0, 0, false, 0), plan),
        ravine("momentum best", new Momentum(4.0 / 121, best), plan),
        slope("slope 0.9", new Momentum(0.01, 0.9), plan),
        slope("slope 0.99", new Momentum(0.01, 0.99), plan));
  }

  private static RunKey ravine(String name, OptimizerSpec rule, Plan plan) {
    Quadratic ravine =
        new Quadratic(DoubleLists.immutable.with(0.5, 50), DoubleLists.immutable.with(0), 0);
    return RunKey.of(ID, name, ravine, rule, Precision.DOUBLE, STEPS, plan.seed())
        .from(10, 1)
        .watching(THETA);
  }

  private static RunKey slope(String name, OptimizerSpec rule, Plan plan) {
    Quadratic slope =
        new Quadratic(DoubleLists.immutable.with(1e-6), DoubleLists.immutable.with(-1e6), 0);
    return RunKey.of(ID, name, slope, rule, Precision.DOUBLE, SLOPE_STEPS, plan.seed())
        .from(0)
        .watching(THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "002/1.zig-zag",
            "2.3",
            "plain descent zig-zags across a narrow valley",
            "with η = 1.9/λ, y changes its sign in at least 45 of the first 50 steps",
            e -> {
              int changes = Measure.signChanges(head(e, "sgd", "x1"), 0);
              return Finding.of(changes >= 45, "%d changes of sign in 50 steps", changes);
            }),
        new Claim(
            "002/1.uniform-speed",
            "2.3",
            "one η for all parameters: flat directions hardly move",
            "x needs at least three times as many steps to 1 % as y",
            e -> {
              double x = stepsTo(e, "sgd", "x0", 0.1);
              double y = stepsTo(e, "sgd", "x1", 0.01);
              return Finding.of(x >= 3 * y, "x %.0f steps, y %.0f", x, y);
            }),
        new Claim(
            "002/1.accumulates",
            "3.3",
            "gradients down the valley accumulate",
            "with the same η, x falls to 10 % in at most a fifth of the steps of plain descent",
            e -> {
              double with = stepsTo(e, "momentum", "x0", 1);
              double without = stepsTo(e, "sgd", "x0", 1);
              return Finding.of(with <= without / 5, "%.0f steps instead of %.0f", with, without);
            }),
        new Claim(
            "002/1.cancels",
            "3.3",
            "gradients from side to side cancel in v",
            "with the same η, the way travelled in y is at most 0.9 of that of plain descent",
            e -> {
              double with = length(e.run("momentum").theta().get("x1"));
              double without = length(e.run("sgd").theta().get("x1"));
              return Finding.of(with <= 0.9 * without, "%.1f instead of %.1f", with, without);
            }),
        new Claim(
            "002/1.straight",
            "3.3",
            "the ball rolls straight down the valley floor",
            "with the same η, |y| falls to 1 % in no more steps than with plain descent",
            e -> {
              double with = settled(e, "momentum");
              double without = settled(e, "sgd");
              return Finding.of(with <= without, "%.0f steps instead of %.0f", with, without);
            }),
        new Claim(
            "002/1.faster",
            "3.3 (completed)",
            "with the best constants for each, momentum is faster in a ravine",
            "steps until the loss is 1e-6 of its start, at most a third of those of plain descent",
            e -> {
              double with = Measure.untilBelow(e.run("momentum best").loss(), 1e-6).length;
              double without = Measure.untilBelow(e.run("sgd best").loss(), 1e-6).length;
              return Finding.of(with <= without / 3, "%.0f steps instead of %.0f", with, without);
            }),
        new Claim(
            "002/1.memory",
            "3.4",
            "the memory is about 1/(1-β) steps: 10 for β = 0.9, 100 for 0.99",
            "after so many steps on a slope, speed is 1 - 1/e of the final speed, to 0.05",
            e -> {
              double ten = speed(e, "slope 0.9", 10) / speed(e, "slope 0.9", SLOPE_STEPS);
              double hundred = speed(e, "slope 0.99", 100) / speed(e, "slope 0.99", SLOPE_STEPS);
              double full = 1 - 1 / Math.E;
              return Finding.of(
                  Math.abs(ten - full) < 0.05 && Math.abs(hundred - full) < 0.05,
                  "%.3f for β = 0.9, %.3f for 0.99; 1 - 1/e = 0.632",
                  ten,
                  hundred);
            }),
        new Claim(
            "002/1.gain",
            "3.3",
            "on a steady slope velocity adds up",
            "the final speed is η|g|/(1-β), to 1 %",
            e -> {
              double gain = speed(e, "slope 0.9", SLOPE_STEPS) / (0.01 * 2) * (1 - 0.9);
              return Finding.of(Math.abs(gain - 1) < 0.01, "%.4f of it", gain);
            }),
        new Claim(
            "002/1.no-momentum",
            "3.4",
            "β = 0 is plain descent",
            "the same bits",
            e ->
                Finding.of(
                    Arrays.equals(e.run("momentum 0").loss(), e.run("sgd").loss()),
                    "final losses %.3e and %.3e",
                    e.run("momentum 0").finalLoss(),
                    e.run("sgd").finalLoss())));
  }

  private static double[] head(Evidence e, String run, String coordinate) {
    return Arrays.copyOf(e.run(run).theta().get(coordinate), 51);
  }

  private static int stepsTo(Evidence e, String run, String coordinate, double bound) {
    double[] size = Arrays.stream(e.run(run).theta().get(coordinate)).map(Math::abs).toArray();
    return Measure.firstBelow(size, bound);
  }

  /** The step after which |y| stays below 1 %. */
  private static int settled(Evidence e, String run) {
    double[] y = e.run(run).theta().get("x1");
    int k = y.length;
    while (k > 0 && Math.abs(y[k - 1]) <= 0.01) {
      k--;
    }
    return k;
  }

  private static double length(double[] series) {
    double sum = 0;
    for (int k = 0; k + 1 < series.length; k++) {
      sum += Math.abs(series[k + 1] - series[k]);
    }
    return sum;
  }

  /** The way of step k. */
  private static double speed(Evidence e, String run, int k) {
    double[] x = e.run(run).theta().get("x0");
    return Math.abs(x[k] - x[k - 1]);
  }

  @Override
  public List<Figure> figures() {
    Map<String, Object> ravine = Map.of("coefficients", List.of(0.5, 50), "center", List.of(0, 0));
    return List.of(
        new Figure(
            Figure.Kind.CONTOUR,
            "Plain descent zig-zags; momentum with the same η swings wider across, and is faster"
                + " along the valley",
            List.of("sgd", "momentum", "momentum best"),
            ravine),
        new Figure(
            Figure.Kind.LOSS,
            "With the best constants for each, momentum wins",
            List.of("sgd", "momentum", "sgd best", "momentum best")));
  }
}
