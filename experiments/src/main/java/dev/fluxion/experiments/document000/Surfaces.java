package dev.fluxion.experiments.document000;

import static dev.fluxion.experiments.runner.RunKey.Watch.THETA;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.surface.Rosenbrock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Document 000's next steps: the particle on surfaces of two dimensions, against SGD, momentum and
 * Adam. Each rule is tuned for every surface on a grid of 48 settings with equal numbers of steps,
 * then tried on fresh starts.
 *
 * <p>Solved means that the loss above the minimum has fallen to 1e-6 of its start. On surfaces with
 * many minima success is an end within 1e-3 of the lowest. The particle starts at rest with {@code
 * E = U}: without damping it could leave no basin whose rim is higher than the start.
 */
public final class Surfaces implements Experiment {
  private static final String ID = "000-4-surfaces";
  private static final int STEPS = 500;

  @Override
  public Card card() {
    return new Card(
        ID,
        "How does the particle do on surfaces of two dimensions, against SGD, momentum and Adam?",
        "median over starts of the first k with f(x_k) - f* ≤ 1e-6 (f(x₀) - f*)",
        "document 000, Overview, Potential Applications and Next Steps",
        "All rules are tuned on 48 settings. The particle runs by the letter, consistent, and"
            + " consistent without spin, on the same steps and dampings: without I that is 24.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int tuning = plan.scale().choose(0, 5, 20);
    int seeds = plan.scale().choose(3, 25, 200);
    List<RunKey> runs = new ArrayList<>();
    Contest.rules()
        .forEach(
            (rule, spec) -> {
              Contest.surfaces()
                  .forEach(
                      (place, surface) ->
                          runs.add(
                              RunKey.of(
                                      ID,
                                      rule + " @ " + place,
                                      surface,
                                      spec,
                                      Precision.DOUBLE,
                                      plan.scale().choose(60, STEPS, STEPS),
                                      plan.seed())
                                  .probing(Contest.tuned(rule, place, tuning, seeds))));
              runs.add(
                  RunKey.of(
                          ID,
                          "path " + rule,
                          new Rosenbrock(),
                          shown(rule),
                          Precision.DOUBLE,
                          STEPS,
                          plan.seed())
                      .from(-1, 1.5)
                      .watching(THETA));
            });
    return runs;
  }

  /** Fair settings for the paths in Rosenbrock's valley. */
  private static OptimizerSpec shown(String rule) {
    return switch (rule) {
      case "spin literal" -> Particles.literal(0.02, 1, 1e-5, 1, 1);
      case "spin" -> Particles.consistent(0.02, 1, 1e-5, 1, 1);
      case "no spin" -> Particles.consistent(0.02, 1, 0, 1, 0);
      case "sgd" -> new Sgd(0.001, 0, 0, false, 0);
      case "momentum" -> new Momentum(0.001, 0.9);
      default -> new Adam(0.05, 0.9, 0.999, 1e-8, 0);
    };
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (String form : List.of("spin literal", "spin")) {
      String suffix = form.equals("spin") ? "-corrected" : "";
      String who = form.equals("spin") ? "the consistent particle" : "by the letter the particle";
      claims.add(
          new Claim(
              "000/4.alternative" + suffix,
              "Potential Applications",
              who + " is an alternative to SGD and Adam",
              "on at least half of six surfaces it solves the median start, in at most twice the"
                  + " steps of the faster of SGD and Adam",
              e -> alternative(e, form)));
      claims.add(
          new Claim(
              "000/4.momentum" + suffix,
              "Next Steps",
              who + " converges as fast as momentum",
              "on at least half of six surfaces in at most as many steps",
              e -> against(e, form, "momentum", Contest.CONVERGE, 3)));
      claims.add(
          new Claim(
              "000/4.explores" + suffix,
              "Overview",
              who + " balances exploration and convergence",
              "on at least three quarters of the surfaces with many minima whose lowest any rule"
                  + " finds, it finds it from more starts than the best of SGD, momentum and Adam",
              e -> explores(e, form)));
      claims.add(
          new Claim(
              "000/4.smoother" + suffix,
              "Potential Applications",
              who + " has smoother dynamics than SGD or Adam",
              "in Rosenbrock's valley the mean turn per step is smaller than that of both",
              e -> smoother(e, form)));
    }
    claims.add(
        new Claim(
            "000/4.spin-helps",
            "Credits",
            "spin as a reservoir for curvature helps",
            "with spin the consistent particle, I tuned, needs fewer steps than without on at least"
                + " 4 of 6 surfaces",
            e -> against(e, "spin", "no spin", Contest.CONVERGE, 4)));
    return claims;
  }

  private static double cost(Evidence e, String rule, String place) {
    return e.run(rule + " @ " + place).measured().get("cost")[0];
  }

  private static Finding alternative(Evidence e, String form) {
    StringBuilder text = new StringBuilder();
    int good = 0;
    for (String place : Contest.CONVERGE) {
      double own = cost(e, form, place);
      double other = Math.min(cost(e, "sgd", place), cost(e, "adam", place));
      good += own <= 2 * other && own < STEPS ? 1 : 0;
      append(text, "%s %.0f (%.0f)", place, own, other);
    }
    return Finding.of(good >= 3, "good on %d of 6: %s", good, text);
  }

  private static Finding against(
      Evidence e, String form, String other, List<String> places, int enough) {
    StringBuilder text = new StringBuilder();
    int wins = 0;
    for (String place : places) {
      double own = cost(e, form, place);
      double theirs = cost(e, other, place);
      boolean strict = other.equals("no spin");
      wins += own < theirs || (!strict && own == theirs && own < STEPS) ? 1 : 0;
      append(text, "%s %.0f (%.0f)", place, own, theirs);
    }
    return Finding.of(wins >= enough, "on %d of %d: %s", wins, places.size(), text);
  }

  private static Finding explores(Evidence e, String form) {
    StringBuilder text = new StringBuilder();
    int wins = 0;
    int counted = 0;
    for (String place : Contest.EXPLORE) {
      double own = found(e, form, place);
      double best = 0;
      for (String other : Contest.CLASSICAL) {
        best = Math.max(best, found(e, other, place));
      }
      wins += own > best ? 1 : 0;
      counted += Contest.rules().keySet().stream().anyMatch(r -> found(e, r, place) > 0) ? 1 : 0;
      append(text, "%s %.2f (%.2f)", place, own, best);
    }
    return Finding.of(
        counted > 0 && wins >= 0.75 * counted, "on %d of %d: %s", wins, counted, text);
  }

  /** The share of starts that end within 1e-3 of the lowest minimum, which is 0. */
  private static double found(Evidence e, String rule, String place) {
    double[] last = e.run(rule + " @ " + place).measured().get("final");
    return Arrays.stream(last).filter(loss -> loss <= 1e-3).count() / (double) last.length;
  }

  private static Finding smoother(Evidence e, String form) {
    double own = turn(e.run("path " + form));
    double sgd = turn(e.run("path sgd"));
    double adam = turn(e.run("path adam"));
    return Finding.of(own < sgd && own < adam, "%.3f radians; SGD %.3f, Adam %.3f", own, sgd, adam);
  }

  /** The mean angle between successive steps. */
  private static double turn(RunResult run) {
    double[] x = run.theta().get("x0");
    double[] y = run.theta().get("x1");
    double sum = 0;
    int count = 0;
    for (int k = 2; k < x.length; k++) {
      double ax = x[k - 1] - x[k - 2];
      double ay = y[k - 1] - y[k - 2];
      double bx = x[k] - x[k - 1];
      double by = y[k] - y[k - 1];
      double sizes = Math.sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
      if (sizes > 0) {
        sum += StrictMath.acos(Math.clamp((ax * bx + ay * by) / sizes, -1, 1));
        count++;
      }
    }
    return sum / count;
  }

  private static void append(StringBuilder text, String format, Object... arguments) {
    text.append(text.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, format, arguments));
  }

  @Override
  public List<Figure> figures() {
    List<String> all = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (String rule : Contest.rules().keySet()) {
      paths.add("path " + rule);
      Contest.CONVERGE.forEach(place -> all.add(rule + " @ " + place));
    }
    return List.of(
        new Figure(Figure.Kind.LANDSCAPE, "Paths in Rosenbrock's valley", paths),
        new Figure(
            Figure.Kind.PROFILE,
            "Share of six surfaces solved within a factor of the fastest rule's steps",
            all),
        bands("rosenbrock"),
        bands("rastrigin"),
        new Figure(
            Figure.Kind.ECDF,
            "Where the starts end on Rastrigin's function",
            runs("rastrigin"),
            Map.of("series", "measured.final")));
  }

  private static Figure bands(String place) {
    return new Figure(Figure.Kind.BANDS, "Best loss over random starts: " + place, runs(place));
  }

  private static List<String> runs(String place) {
    return Contest.rules().keySet().stream().map(rule -> rule + " @ " + place).toList();
  }
}
