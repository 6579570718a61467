package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.probe.RandomStarts;
import dev.fluxion.experiments.runner.RunKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Equations (1) to (8) of document 003 against histograms: how long a trajectory, or how many of
 * many trajectories, stay at each height of a bowl {@code F = |Θ|² + 1} in ten dimensions.
 *
 * <p>What to expect: with {@code H = VΠ²} Hamilton's equations give {@code Θ̇ = 2VΠ}, so {@code Θ̇²
 * = 4EV}; the document writes {@code H = Θ̇²/V} and {@code Θ̇² = EV} (equations 2, 5, 8), half of
 * the speed, while its update rules (11) and (12) have the factor 2. Equation (4) is for s = 0; the
 * default s = 1 multiplies it by {@code (1 - V/E)^((n-2)/2)}, which matters as soon as V is not far
 * below E, as it is for δE = 0 at η = 1.
 */
public final class InvariantMeasure implements Experiment {
  private static final String ID = "003-3-measure";
  private static final int N = 10;
  private static final double ENOUGH = 0.05;
  private static final int ENSEMBLE = 400;

  @Override
  public Card card() {
    return new Card(
        ID,
        "Is the distribution of results the one that the theory predicts?",
        "μ(Θ) ∝ V^(-n/2);  Θ*² = d(n-1) / (F₂(1 + n(η-1)));  |Θ̇*| by (8);  d = F_min - F₀",
        "document 003, section 2 and appendix A",
        "Beyond the document: the factor of s = 1, and the factor 2 that (5) and (8) lack.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int steps = plan.scale().choose(20_000, 200_000, 4_000_000);
    List<RunKey> runs = new ArrayList<>();
    runs.add(run("round", 2, 0, 0.02, true, steps, plan));
    runs.add(run("not conserving", 2, 0, 0.02, false, steps, plan));
    runs.add(run("default step", 2, 0, 0.4, true, steps, plan));
    runs.add(run("default step, not conserving", 2, 0, 0.4, false, steps, plan));
    runs.add(run("regularized", 2, 1, 0.02, true, steps, plan));
    runs.add(run("regularized, η = 1", 1, 1, 0.02, true, steps, plan));
    runs.add(
        Bowls.dwell(
            ID,
            "stretched",
            Bowls.stretched(N, 10, 1),
            Bowls.rule(0.02, 2, Bowls.TURN / Math.sqrt(N), 0, 1, true),
            1,
            3,
            steps,
            plan.seed()));
    runs.add(
        Bowls.dwell(
            ID,
            "without noise",
            Bowls.round(N, 1),
            Bowls.rule(0.02, 2, 0, 0, 1, true),
            1,
            3,
            steps,
            plan.seed()));
    runs.add(
        RunKey.of(
                ID,
                "ensemble",
                Bowls.round(N, 1),
                Bowls.rule(0.02, 2, Bowls.TURN / Math.sqrt(N), 0, 1, true),
                Precision.DOUBLE,
                plan.scale().choose(500, 1000, 4000),
                plan.seed())
            .probing(new RandomStarts(plan.scale().choose(100, ENSEMBLE, ENSEMBLE * 10), 0, 1)));
    return runs;
  }

  private static RunKey run(
      String name, double eta, int s, double step, boolean conserve, int steps, Plan plan) {
    return Bowls.dwell(
        ID,
        name,
        Bowls.round(N, 1),
        Bowls.rule(step, eta, Bowls.TURN / Math.sqrt(N), s, 1, conserve),
        1,
        s == 1 ? 1.8 : 3,
        steps,
        plan.seed());
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/3.measure",
            "2, equation (4)",
            "the time along a trajectory is distributed as V^(-n/2)",
            "round bowl, η = 2, s = 0: half of ∫|p - q| ≤ 0.05",
            e -> difference(e, "round", "difference")),
        new Claim(
            "003/3.no-symmetry",
            "2, abstract",
            "also without symmetry",
            "the same for a bowl of condition number 10",
            e -> difference(e, "stretched", "difference")),
        new Claim(
            "003/3.many-trajectories",
            "2",
            "also among the ends of many trajectories",
            "Kolmogorov's distance of the ends' ρ from the theory ≤ 1.63/√N (1 % level)",
            InvariantMeasure::ensemble),
        new Claim(
            "003/3.regularized",
            "2, equation (4), with 3.1",
            "the measure V^(-n/2) holds for the default, s = 1",
            "η = 1 and 2, δE = 1: half of ∫|p - q| ≤ 0.05",
            e -> both(e, "printedDifference")),
        new Claim(
            "003/3.regularized-corrected",
            "2, equation (1) with (10)",
            "for s = 1 the measure is V^(-n/2)·(1 - V/E)^((n-2)/2)",
            "η = 1 and 2, δE = 1: half of ∫|p - q| ≤ 0.05",
            e -> both(e, "difference")),
        new Claim(
            "003/3.peak",
            "2, equation (7)",
            "the measure is concentrated at the radius Θ*",
            "the histogram's peak lies within 5 % of it",
            e -> {
              double peak = Series.one(e, "round", "peak");
              double due = Series.one(e, "round", "formulaPeak");
              return Finding.of(
                  Math.abs(peak / due - 1) <= 0.05, "peak at %.3f, Θ* = %.3f", peak, due);
            }),
        new Claim(
            "003/3.speed",
            "2, equations (5) and (8)",
            "the speed at Θ* is √E·(d·nη / (1 + n(η-1)))^(η/2)",
            "the mean speed within 5 % of Θ* is that to 5 %",
            e -> speed(e, 1)),
        new Claim(
            "003/3.speed-corrected",
            "2, equations (5) and (8), corrected",
            "it is twice that, as H = VΠ² gives Θ̇ = 2VΠ",
            "to 5 %",
            e -> speed(e, 2)),
        new Claim(
            "003/3.chaos-needed",
            "3.2",
            "chaos can fail, and noise mends it",
            "on the round bowl without noise half of ∫|p - q| ≥ 0.3, with it ≤ 0.05",
            e -> {
              double without = Series.one(e, "without noise", "difference");
              double with = Series.one(e, "round", "difference");
              return Finding.of(
                  without >= 0.3 && with <= ENOUGH, "%.3f without, %.3f with", without, with);
            }),
        new Claim(
            "003/3.full-batch",
            "3.3",
            "without minibatches conserving energy can be skipped",
            "the measure without rescaling: half of ∫|p - q| ≤ 0.05",
            e -> difference(e, "not conserving", "difference")),
        new Claim(
            "003/3.discrete",
            "3.2",
            "the continuum's distribution holds to a very good approximation for the discrete"
                + " dynamics",
            "with the default Δt = 0.4, without rescaling, half of ∫|p - q| ≤ 0.05",
            e -> difference(e, "default step, not conserving", "difference")),
        new Claim(
            "003/3.discrete-conserving",
            "3.2 with 3.3",
            "also for the default, which enforces the conservation of energy",
            "with the default Δt = 0.4 and rescaling half of ∫|p - q| ≤ 0.05",
            e -> difference(e, "default step", "difference")));
  }

  private static Finding difference(Evidence e, String run, String what) {
    double difference = Series.one(e, run, what);
    return Finding.of(
        difference <= ENOUGH,
        "%.3f; %.1e of the steps beyond the last bin",
        difference,
        Series.one(e, run, "outside"));
  }

  private static Finding both(Evidence e, String what) {
    double one = Series.one(e, "regularized, η = 1", what);
    double two = Series.one(e, "regularized", what);
    return Finding.of(one <= ENOUGH && two <= ENOUGH, "%.3f for η = 1, %.3f for η = 2", one, two);
  }

  private static Finding speed(Evidence e, int factor) {
    double ratio = Series.one(e, "round", "speed") / Series.one(e, "round", "formulaSpeed");
    return Finding.of(Math.abs(ratio / factor - 1) <= 0.05, "%.3f times equation (8)", ratio);
  }

  /** Of the heights F - 1 at the end, against the theory's distribution function. */
  private static Finding ensemble(Evidence e) {
    double[] rho =
        Arrays.stream(Series.all(e, "ensemble", "final"))
            .map(f -> Math.sqrt(Math.max(0, f - 1)))
            .sorted()
            .toArray();
    Theory theory = new Theory(N, 2, 1);
    int fine = 6000;
    double[] sum = new double[fine + 1];
    for (int i = 0; i < fine; i++) {
      sum[i + 1] = sum[i] + StrictMath.exp(theory.printed((i + 0.5) * 6 / fine));
    }
    double distance = 0;
    for (int i = 0; i < rho.length; i++) {
      double due = sum[(int) Math.min(fine, rho[i] / 6 * fine)] / sum[fine];
      distance = Math.max(distance, Math.abs(due - (i + 0.5) / rho.length) + 0.5 / rho.length);
    }
    double bound = 1.63 / Math.sqrt(rho.length);
    return Finding.of(
        distance <= bound, "distance %.3f, bound %.3f, %d ends", distance, bound, rho.length);
  }

  @Override
  public List<Figure> figures() {
    Map<String, Object> label = Map.of("xLabel", "√(F - F_min)");
    return List.of(
        new Figure(
            Figure.Kind.HISTOGRAM,
            "Where a trajectory stays: the theory's measure, without a fitted number",
            List.of("round"),
            label),
        new Figure(
            Figure.Kind.HISTOGRAM,
            "Also in a bowl of condition number 10",
            List.of("stretched"),
            label),
        new Figure(
            Figure.Kind.HISTOGRAM,
            "The default, s = 1 and η = 1, against the measure with its factor (1 - V/E)^((n-2)/2)",
            List.of("regularized, η = 1"),
            label),
        new Figure(
            Figure.Kind.HISTOGRAM,
            "Without noise a trajectory keeps to a part of what its energy allows",
            List.of("without noise"),
            label));
  }
}
