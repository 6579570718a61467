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
import dev.fluxion.experiments.probe.RandomStarts;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.physics.EcdAuto;
import dev.fluxion.problems.surface.Quadratic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Appendix A.1 of document 003: one bounce per orbit, equations (24) to (27), in a bowl {@code F =
 * |Θ|² + 1} with η = 2 from {@code F_init = 4}, for which (26) is {@code ν*√n = ½Δt}.
 *
 * <p>What to expect: (25) adds up the angles α of N steps to a full turn, {@code Nα = 2π}. But
 * their directions are random, so that the direction's memory is {@code exp(-Nα²/2) = exp(-2π²/N)}:
 * after an orbit of 251 steps still 0.92. One bounce per orbit takes {@code α = √(2/N)}. And the
 * orbit takes half of (24), as the speed (8) lacks a factor 2.
 */
public final class ChaosParameter implements Experiment {
  private static final String ID = "003-5-chaos";
  private static final double STEP = 0.05;
  private static final double STAR = STEP / 2; // ν*√n by (26)
  private static final int ORBIT = 251; // 2π / ν*√n
  private static final double[] FACTORS = {0, 0.1, 1, 10, 100};
  private static final double[] ETAS = {2, 3, 4};

  @Override
  public Card card() {
    return new Card(
        ID,
        "Is the chaos parameter of equations (26) and (27) one bounce per orbit?",
        "ν*√n ≈ Δt·√(F₂/F_min)·(F_min/F_init)^(η/2)·(η/(η-1))^(η/2)·√(η-1)",
        "document 003, appendix A.1",
        "The angles of steps have random directions: memory is exp(-Nα²/2), and α = √(2/N) is one"
            + " bounce per orbit.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    int free = plan.scale().choose(2_000, 20_000, 200_000);
    runs.add(free("free ν*", STAR, free, plan));
    runs.add(free("free √(2/N)", Math.sqrt(2.0 / ORBIT), free, plan));
    int steps = plan.scale().choose(10_000, 200_000, 200_000);
    runs.add(bowl("mix ν*", STAR, steps, plan));
    runs.add(bowl("mix √(2/N)", Math.sqrt(2.0 / ORBIT), steps, plan));
    for (double factor : FACTORS) {
      runs.add(
          RunKey.of(
                  ID,
                  search(factor),
                  Bowls.stretched(20, 100, 1),
                  Bowls.rule(STEP, 2, factor * STAR / Math.sqrt(20), 1, 0, true),
                  Precision.DOUBLE,
                  2000,
                  plan.seed())
              .probing(new RandomStarts(plan.scale().choose(5, 20, 100), 0, 1)));
    }
    for (double eta : ETAS) {
      runs.add(auto("auto, η = " + eta, eta, plan));
    }
    runs.add(auto("auto, η = 1.0", 1, plan));
    return runs;
  }

  private static String search(double factor) {
    return "search " + factor + "ν*";
  }

  /** Hardly any force: F = 1 nearly everywhere. */
  private static RunKey free(String name, double turn, int steps, Plan plan) {
    double[] flat = new double[100];
    Arrays.fill(flat, 1e-12);
    Quadratic plain =
        new Quadratic(DoubleLists.immutable.with(flat), DoubleLists.immutable.with(0), 1);
    return RunKey.of(
            ID,
            name,
            plain,
            Bowls.rule(STEP, 2, turn / Math.sqrt(flat.length), 1, 3, true),
            Precision.DOUBLE,
            steps,
            plan.seed())
        .probing(new DirectionMemory(ORBIT));
  }

  /** (26) for F_init = 10, but for factors that do not depend on η. */
  private static double equation26(double eta) {
    return StrictMath.pow(0.1 * eta / (eta - 1), eta / 2) * Math.sqrt(eta - 1);
  }

  private static RunKey bowl(String name, double turn, int steps, Plan plan) {
    int n = 10;
    return Bowls.dwell(
        ID,
        name,
        Bowls.round(n, 1),
        Bowls.rule(STEP, 2, turn / Math.sqrt(n), 1, 0, true),
        Math.sqrt(3),
        1.8,
        steps,
        plan.seed());
  }

  private static RunKey auto(String name, double eta, Plan plan) {
    int n = 400;
    double[] start = new double[n];
    Arrays.fill(start, Math.sqrt(9.0 / n));
    return RunKey.of(
            ID,
            name,
            Bowls.round(n, 1),
            new EcdAuto(STEP, eta, 0, 0.1, 0, true, 0.9, 1e-10, 1e-40),
            Precision.DOUBLE,
            plan.scale().choose(500, 3000, 30_000),
            plan.seed())
        .from(start)
        .probing(new Wander());
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/5.bounce",
            "A.1, equation (25)",
            "an angle of 2πΔt/Δt_sep per step is a full bounce per orbit",
            "without force the mean cosine after 2π/α steps is at most 1/e",
            e -> {
              double[] cosine = Series.all(e, "free ν*", "cosine");
              double end = cosine[cosine.length - 1];
              return Finding.of(
                  end <= 1 / Math.E,
                  "mean cosine %.3f after %d steps; exp(-2π²/N) = %.3f",
                  end,
                  ORBIT,
                  StrictMath.exp(-2 * Math.PI * Math.PI / ORBIT));
            }),
        new Claim(
            "003/5.bounce-corrected",
            "A.1, equation (25), corrected",
            "α = √(2/N) is one bounce in N steps",
            "the mean cosine after N steps is 1/e to 0.05",
            e -> {
              double[] cosine = Series.all(e, "free √(2/N)", "cosine");
              double end = cosine[cosine.length - 1];
              return Finding.of(
                  Math.abs(end - 1 / Math.E) <= 0.05, "mean cosine %.3f, 1/e = 0.368", end);
            }),
        new Claim(
            "003/5.orbit",
            "A.1, equation (24)",
            "an orbit takes E·2π|Θ*|/|Θ̇*| with (7) and (8)",
            "2π|Θ*| over the measured speed near Θ* is that to 10 %",
            e -> {
              double ratio =
                  Series.one(e, "mix ν*", "formulaSpeed") / Series.one(e, "mix ν*", "speed");
              return Finding.of(Math.abs(ratio - 1) <= 0.1, "%.3f times (24)", ratio);
            }),
        new Claim(
            "003/5.mixes",
            "A.1 with 3.6",
            "ν* of (26) is chaos enough for the measure (1)",
            "in the round bowl half of ∫|p - q| ≤ 0.05 after 200,000 steps, 800 orbits, s = 1",
            e -> mixes(e, "mix ν*")),
        new Claim(
            "003/5.mixes-corrected",
            "A.1, corrected",
            "√(2/N) is chaos enough",
            "the same",
            e -> mixes(e, "mix √(2/N)")),
        new Claim(
            "003/5.worth",
            "A.1",
            "ν* is worth exploiting",
            "bowl of condition 100, n = 20: the median best F - F_min of 2000 steps is at most 1.5"
                + " times that of the best of 0, 0.1, 1, 10, 100 times ν*",
            ChaosParameter::worth),
        new Claim(
            "003/5.sensitive",
            "A.1, equation (26)",
            "ν* is exponentially sensitive to η where F_min ≪ F_init",
            "F_init = 10: from η = 2 to 3 and from 3 to 4, ecd-auto's ν falls by the factors of"
                + " (26), 2.4 and 2.7, to 10 %",
            e -> {
              double[] nu = new double[ETAS.length];
              for (int i = 0; i < nu.length; i++) {
                nu[i] = Series.one(e, "auto, η = " + ETAS[i], "last nu");
              }
              double first = nu[0] / nu[1] / (equation26(2) / equation26(3));
              double second = nu[1] / nu[2] / (equation26(3) / equation26(4));
              return Finding.of(
                  Math.abs(first - 1) <= 0.1 && Math.abs(second - 1) <= 0.1,
                  "ν = %.1e, %.1e, %.1e for η = 2, 3, 4: %.2f and %.2f times these factors",
                  nu[0],
                  nu[1],
                  nu[2],
                  first,
                  second);
            }),
        new Claim(
            "003/5.auto",
            "5, future work",
            "ν can be tuned by (26) and (27) while running",
            "ecd-auto's ν√n is within a factor 2 of (26) for η = 2 and of (27) for η = 1",
            e -> {
              double two = Series.one(e, "auto, η = 2.0", "last nu") * 20 / (STEP * 2 / 10);
              double one = Series.one(e, "auto, η = 1.0", "last nu") * 20 / (STEP / Math.sqrt(10));
              return Finding.of(
                  two >= 0.5 && two <= 2 && one >= 0.5 && one <= 2,
                  "%.2f times (26), %.2f times (27)",
                  two,
                  one);
            }));
  }

  private static Finding mixes(Evidence e, String run) {
    double difference = Series.one(e, run, "difference");
    return Finding.of(difference <= 0.05, "%.3f", difference);
  }

  private static Finding worth(Evidence e) {
    double star = Double.NaN;
    double best = Double.POSITIVE_INFINITY;
    StringBuilder text = new StringBuilder();
    for (double factor : FACTORS) {
      double median = Measure.median(Series.all(e, search(factor), "best")) - 1;
      star = factor == 1 ? median : star;
      best = Math.min(best, median);
      text.append(text.isEmpty() ? "" : ", ");
      text.append(String.format(Locale.ROOT, "%.2e at %sν*", median, factor));
    }
    return Finding.of(star <= 1.5 * best, "%s", text);
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.SERIES,
            "The direction is hardly forgotten after an orbit with ν*",
            List.of("free ν*", "free √(2/N)"),
            Map.of(
                "x", "measured.lag",
                "y", List.of("measured.cosine"),
                "xLabel", "steps",
                "yLabel", "mean cosine")),
        new Figure(
            Figure.Kind.HISTOGRAM,
            "Where the trajectory stays with ν*",
            List.of("mix ν*"),
            Map.of("xLabel", "√(F - F_min)")),
        new Figure(
            Figure.Kind.BANDS,
            "More noise than ν*, and less",
            List.of(search(0), search(1), search(10), search(100))));
  }
}
