package dev.fluxion.experiments.document003;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * What section 2 of document 003 says of the power η: on the loss, the radius where the trajectory
 * stays, the speed there, the dimension, and the distance of F₀ from the minimum.
 *
 * <p>What to expect: for s = 0 and η = 1 the density falls only as 1/ρ: its integral diverges, (7)
 * is the top of a plain, and the trajectory leaves. With s = 1 it cannot: the bound on F keeps it
 * nearer than (7) for many dimensions, and the growth with √n does not appear. Where F₀ is the
 * minimum, a larger η slows the end: {@code dρ/dt ∝ -ρ^η}, an exponential for η = 1 and a power law
 * beyond.
 */
public final class PowerOfEta implements Experiment {
  private static final String ID = "003-4-eta";
  private static final int N = 10;
  private static final double[] ETAS = {1.5, 2, 3, 5};
  private static final double[] DEPTHS = {0.25, 1, 4};
  private static final int[] SIZES = {4, 16, 64};
  private static final double[] ENDS = {1, 1.5, 2, 3, 4};

  @Override
  public Card card() {
    return new Card(
        ID,
        "What does the power η do to loss, radius and speed?",
        "Θ*² = d(n-1) / (F₂(1 + n(η-1)));  |Θ̇*| ∝ (d·nη / (1 + n(η-1)))^(η/2);  d = F_min - F₀",
        "document 003, sections 2 and 3.6",
        "Radii and speeds are measured on long runs; speeds are compared with twice equation (8).");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int steps = plan.scale().choose(10_000, 100_000, 2_000_000);
    List<RunKey> runs = new ArrayList<>();
    for (double eta : ETAS) {
      runs.add(run("η = " + eta, N, eta, 0, 1, steps, plan));
      for (double depth : DEPTHS) {
        if (depth != 1) {
          runs.add(run(atDepth(eta, depth), N, eta, 0, depth, steps, plan));
        }
      }
    }
    runs.add(run("s = 1, η = 1", N, 1, 1, 1, steps, plan));
    for (double eta : ETAS) {
      runs.add(run("s = 1, η = " + eta, N, eta, 1, 1, steps, plan));
    }
    for (int n : SIZES) {
      int fewer = steps * 10 / Math.max(10, n);
      runs.add(run("n = " + n + ", η = 1", n, 1, 1, 1, fewer, plan));
      runs.add(run("n = " + n + ", η = 2", n, 2, 1, 1, fewer, plan));
    }
    int wanders = 16;
    runs.add(
        Bowls.dwell(
            ID,
            "s = 0, η = 1",
            Bowls.round(wanders, 1),
            Bowls.rule(0.02, 1, Bowls.TURN / Math.sqrt(wanders), 0, 1, true),
            1,
            20,
            steps,
            plan.seed()));
    for (double eta : ENDS) {
      runs.add(end("F₀ = F_min, η = " + eta, 0, eta, plan));
    }
    runs.add(end("d = 1, η = 1.0", 1, 1, plan));
    runs.add(end("d = 1, η = 2.0", 1, 2, plan));
    return runs;
  }

  private static RunKey end(String name, double depth, double eta, Plan plan) {
    return RunKey.of(
            ID,
            name,
            Bowls.round(N, depth),
            Bowls.rule(0.02, eta, Bowls.TURN / Math.sqrt(N), 1, 0, true),
            Precision.DOUBLE,
            1500,
            plan.seed())
        .from(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
  }

  private static String atDepth(double eta, double depth) {
    return depth == 1 ? "η = " + eta : "η = " + eta + ", d = " + depth;
  }

  private static RunKey run(
      String name, int n, double eta, int s, double depth, int steps, Plan plan) {
    double radius = s == 1 ? 2 : Math.sqrt(depth);
    return Bowls.dwell(
        ID,
        name,
        Bowls.round(n, depth),
        Bowls.rule(0.02, eta, Bowls.TURN / Math.sqrt(n), s, s == 1 ? 0 : 1, true),
        radius,
        Math.min(s == 1 ? 2.2 : 100, 3.3 * new Theory(n, eta, depth).peak()),
        steps,
        plan.seed());
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/4.concentrates",
            "2",
            "η > 1 concentrates the results nearer to F₀",
            "the median of F - F_min falls with η from 1 to 5 (s = 1)",
            e -> {
              double[] heights = new double[ETAS.length + 1];
              heights[0] = Series.one(e, "s = 1, η = 1", "height");
              for (int i = 0; i < ETAS.length; i++) {
                heights[i + 1] = Series.one(e, "s = 1, η = " + ETAS[i], "height");
              }
              return Finding.of(
                  Series.falls(heights),
                  "%.3f, %.3f, %.3f, %.3f, %.3f for η = 1, 1.5, 2, 3, 5",
                  heights[0],
                  heights[1],
                  heights[2],
                  heights[3],
                  heights[4]);
            }),
        new Claim(
            "003/4.radius",
            "2, equation (7)",
            "the radius Θ* falls with η as (7) says",
            "s = 0: the peak lies within 5 % of that of the theory, both by the same parabola, for"
                + " η = 1.5, 2, 3, 5",
            e -> {
              double worst = 0;
              for (double eta : ETAS) {
                double ratio =
                    Series.one(e, "η = " + eta, "peak") / Series.one(e, "η = " + eta, "theoryPeak");
                worst = Math.max(worst, Math.abs(ratio - 1));
              }
              return Finding.of(worst <= 0.05, "largest relative difference %.3f", worst);
            }),
        new Claim(
            "003/4.radius-of-depth",
            "2, equation (7)",
            "Θ*² grows linearly with F_min - F₀",
            "order of the peak's square in d, 0.25 … 4: 1 ± 0.1 for every η",
            e -> orders(e, "peak", 2, eta -> 1.0, 0.1)),
        new Claim(
            "003/4.speed-of-depth",
            "2, equation (8)",
            "the speed at Θ* grows exponentially with η, as (F_min - F₀)^(η/2)",
            "order of speed/√E in d: η/2 to 0.1 for every η",
            e -> orders(e, "speed", 1, eta -> eta / 2, 0.1)),
        new Claim(
            "003/4.dimension-one",
            "2, equations (7) and (8)",
            "at η = 1 the radius grows strongly with n",
            "s = 1: the peak at n = 64 is at least twice that at n = 4, as √(n-1) would be 4.6"
                + " times",
            e -> dimension(e, 1, ratio -> ratio >= 2)),
        new Claim(
            "003/4.free-at-one",
            "2, equation (7)",
            "Θ* is where the measure is concentrated, at η = 1 too",
            "s = 0, n = 16: at least half of the time |Θ| is within a factor 2 of Θ* = 3.87",
            e -> {
              double[] center = Series.all(e, "s = 0, η = 1", "center");
              double[] density = Series.all(e, "s = 0, η = 1", "density");
              double outside = Series.one(e, "s = 0, η = 1", "outside");
              double near = 0;
              double all = 0;
              for (int i = 0; i < center.length; i++) {
                all += density[i];
                near += center[i] > 3.87 / 2 && center[i] < 3.87 * 2 ? density[i] : 0;
              }
              double share = near / all * (1 - outside);
              return Finding.of(
                  share >= 0.5, "%.2f of the time; %.2f beyond |Θ| = 20", share, outside);
            }),
        new Claim(
            "003/4.dimension-two",
            "2, equations (7) and (8)",
            "η > 1 removes this growth",
            "η = 2, s = 1: the peak at n = 64 is within 25 % of that at n = 4",
            e -> dimension(e, 2, ratio -> Math.abs(ratio - 1) <= 0.25)),
        new Claim(
            "003/4.speed-dies",
            "2",
            "where F₀ = F_min the speed near the minimum dies with η",
            "1500 steps from the same start end higher for every larger η of 1, 1.5, 2, 3, 4",
            e -> {
              double[] ends = new double[ENDS.length];
              for (int i = 0; i < ends.length; i++) {
                ends[i] = -e.run("F₀ = F_min, η = " + ENDS[i]).bestLoss();
              }
              return Finding.of(
                  Series.falls(ends),
                  "best losses %.1e, %.1e, %.1e, %.1e, %.1e",
                  -ends[0],
                  -ends[1],
                  -ends[2],
                  -ends[3],
                  -ends[4]);
            }),
        new Claim(
            "003/4.better",
            "2, 3.6",
            "η > 1 improves optimization as such",
            "where F_min - F₀ = 1, the median loss of the last 500 steps is lower for η = 2 than"
                + " for 1",
            e -> lower(e, "d = 1")),
        new Claim(
            "003/4.better-at-zero",
            "2, 3.6 with F₀ = 0 throughout section 4",
            "η > 1 improves optimization as such, also with F₀ = 0 where the loss can reach 0",
            "the same where F₀ = F_min",
            e -> lower(e, "F₀ = F_min")));
  }

  private static Finding lower(Evidence e, String family) {
    RunResult one = e.run(family + ", η = 1.0");
    RunResult two = e.run(family + ", η = 2.0");
    double first = Measure.median(Measure.ending(one, 500)) - one.minimum();
    double second = Measure.median(Measure.ending(two, 500)) - two.minimum();
    return Finding.of(second < first, "F - F_min = %.1e for η = 2, %.1e for η = 1", second, first);
  }

  private static Finding orders(
      Evidence e, String what, int power, DoubleUnaryOperator due, double tolerance) {
    boolean all = true;
    StringBuilder text = new StringBuilder();
    for (double eta : ETAS) {
      double[] y = new double[DEPTHS.length];
      for (int i = 0; i < y.length; i++) {
        String run = atDepth(eta, DEPTHS[i]);
        double root = what.equals("speed") ? Math.sqrt(energy(DEPTHS[i], eta)) : 1;
        y[i] = StrictMath.pow(Series.one(e, run, what) / root, power);
      }
      double order = LeastSquares.order(DEPTHS, y);
      all &= Math.abs(order - due.applyAsDouble(eta)) <= tolerance;
      text.append(text.isEmpty() ? "" : ", ");
      text.append(String.format(Locale.ROOT, "%.2f for η = %s", order, eta));
    }
    return Finding.of(all, "%s", text);
  }

  /** V at the start, where F = 2d and δE = 1. */
  private static double energy(double depth, double eta) {
    return StrictMath.pow(2 * depth, eta);
  }

  private static Finding dimension(Evidence e, int eta, DoublePredicate holds) {
    double few = Series.one(e, "n = 4, η = " + eta, "peak");
    double more = Series.one(e, "n = 16, η = " + eta, "peak");
    double many = Series.one(e, "n = 64, η = " + eta, "peak");
    return Finding.of(
        holds.test(many / few),
        "peak at %.3f, %.3f, %.3f for n = 4, 16, 64; Θ* = %.3f, %.3f, %.3f",
        few,
        more,
        many,
        new Theory(4, eta, 1).peak(),
        new Theory(16, eta, 1).peak(),
        new Theory(64, eta, 1).peak());
  }

  @Override
  public List<Figure> figures() {
    Map<String, Object> label = Map.of("xLabel", "√(F - F_min)");
    return List.of(
        new Figure(Figure.Kind.HISTOGRAM, "η = 1.5: a wide measure", List.of("η = 1.5"), label),
        new Figure(Figure.Kind.HISTOGRAM, "η = 5: a narrow one", List.of("η = 5.0"), label),
        new Figure(
            Figure.Kind.LOSS,
            "Where F₀ is the minimum, a larger η ends slower",
            List.of(
                "F₀ = F_min, η = 1.0",
                "F₀ = F_min, η = 1.5",
                "F₀ = F_min, η = 2.0",
                "F₀ = F_min, η = 4.0")));
  }
}
