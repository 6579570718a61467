package dev.fluxion.experiments.document001;

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
import dev.fluxion.optimizers.physics.StableSgdLandscape;
import dev.fluxion.problems.surface.Landscape.Form;
import dev.fluxion.problems.surface.PublishedLandscape;
import dev.fluxion.problems.surface.PublishedLandscape.Run;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The landscape experiment of document 001 exactly as its program ran it, start, noise and time
 * included; then with the starts exchanged and with the true gradient.
 *
 * <p>What to expect: the numbers are the published ones, and say little of the optimizers. The two
 * runs begin at different points. The «gradient» pushes out of the dents and has half of the
 * coupling, so following it raises the loss near the end. All losses are negative, so that standard
 * deviation over mean is no measure; and the «true optimum» is not the minimizer of the loss.
 */
public final class PublishedLandscapeRuns implements Experiment {
  private static final String ID = "001-1-published-landscape";
  private static final double RATE = 0.005;

  @Override
  public Card card() {
    return new Card(
        ID,
        "What did the published landscape experiment measure?",
        "f(x) = Σ (xᵢ - aᵢ)² - 0.2Σₖ exp(-(xᵢ - bᵢₖ)²) + …,  150 steps in 50 dimensions",
        "document 001, §2.2, §3.1 to §3.3, by its program challenging_sgd_stability_test.py",
        "As published, and beside it the same starts exchanged and the true gradient.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    Momentum sgd = new Momentum(RATE, 0.9);
    StableSgdLandscape stable = new StableSgdLandscape(RATE, 0.9, true, true);
    Sgd plain = new Sgd(RATE, 0, 0, false, 0);
    return List.of(
        run("sgd", sgd, Run.FIRST, Form.PUBLISHED, 0.4, plan),
        run("stable", stable, Run.SECOND, Form.PUBLISHED, 0.4, plan),
        run("sgd exchanged", sgd, Run.SECOND, Form.PUBLISHED, 0.4, plan),
        run("stable exchanged", stable, Run.FIRST, Form.PUBLISHED, 0.4, plan),
        run("sgd true", sgd, Run.FIRST, Form.CORRECTED, 0.4, plan),
        run("stable true", stable, Run.FIRST, Form.CORRECTED, 0.4, plan),
        run("plain published", plain, Run.FIRST, Form.PUBLISHED, 0, plan),
        run("plain true", plain, Run.FIRST, Form.CORRECTED, 0, plan),
        run("long", sgd, Run.FIRST, Form.CORRECTED, 0, 1000, plan));
  }

  private static RunKey run(
      String name, OptimizerSpec rule, Run start, Form form, double noise, Plan plan) {
    return run(name, rule, start, form, noise, PublishedLandscape.STEPS, plan);
  }

  private static RunKey run(
      String name, OptimizerSpec rule, Run start, Form form, double noise, int steps, Plan plan) {
    PublishedLandscape problem = new PublishedLandscape(start, form, noise);
    return RunKey.of(ID, name, problem, rule, Precision.DOUBLE, steps, plan.seed())
        .probing(new Stability(20, 1));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "001/1.loss-sgd",
            "3.1",
            "standard SGD ends at a loss of -18.52",
            "the last loss rounds to it",
            e -> rounds(last(e, "sgd", "loss"), -18.52)),
        new Claim(
            "001/1.loss-stable",
            "3.1",
            "StableSGD ends at a loss of -8.14",
            "the last loss rounds to it",
            e -> rounds(last(e, "stable", "loss"), -8.14)),
        new Claim(
            "001/1.distance-sgd",
            "3.2",
            "standard SGD ends 2.97 from the true optimum",
            "the last distance rounds to it",
            e -> rounds(last(e, "sgd", "distance"), 2.97)),
        new Claim(
            "001/1.distance-stable",
            "3.2",
            "StableSGD ends 4.76 from the true optimum",
            "the last distance rounds to it",
            e -> rounds(last(e, "stable", "distance"), 4.76)),
        new Claim(
            "001/1.not-converged",
            "3.2",
            "neither optimizer converges within 150 iterations",
            "the distance never falls below the program's 0.1",
            e -> {
              double sgd = least(e, "sgd", "distance");
              double stable = least(e, "stable", "distance");
              return Finding.of(
                  sgd >= 0.1 && stable >= 0.1, "smallest distances %.2f and %.2f", sgd, stable);
            }),
        new Claim(
            "001/1.same-start",
            "2.2",
            "the experiment compares the optimizers: both begin at the same place",
            "first losses of both runs agree to 1 %",
            e -> {
              double sgd = e.run("sgd").measured().get("loss")[0];
              double stable = e.run("stable").measured().get("loss")[0];
              return Finding.of(
                  Math.abs(sgd / stable - 1) <= 0.01, "first losses %.2f and %.2f", sgd, stable);
            }),
        new Claim(
            "001/1.start-decides",
            "3.1",
            "it is the optimizer that decides the order of the last losses",
            "with the starts exchanged SGD's last loss is still the lower one",
            e -> {
              double sgd = last(e, "sgd exchanged", "loss");
              double stable = last(e, "stable exchanged", "loss");
              return Finding.of(sgd < stable, "SGD %.2f, StableSGD %.2f", sgd, stable);
            }),
        new Claim(
            "001/1.winner-first",
            "3.1",
            "from one start and with one noise, standard SGD ends lower (first start)",
            "its last loss is lower",
            e -> lower(e, "sgd", "stable exchanged")),
        new Claim(
            "001/1.winner-second",
            "3.1",
            "from one start and with one noise, standard SGD ends lower (second start)",
            "its last loss is lower",
            e -> lower(e, "sgd exchanged", "stable")),
        new Claim(
            "001/1.winner-true",
            "3.1, corrected",
            "with the true gradient, one start and one noise, standard SGD ends lower",
            "its last loss is lower",
            e -> lower(e, "sgd true", "stable true")),
        new Claim(
            "001/1.gradient",
            "2.2, by the program",
            "the published gradient is that of the loss",
            "plain descent with 0.005 and no noise: the loss never rises",
            e -> descends(e, "plain published")),
        new Claim(
            "001/1.gradient-true",
            "2.2, corrected",
            "with the true gradient plain descent goes down",
            "the same test",
            e -> descends(e, "plain true")),
        new Claim(
            "001/1.optimum",
            "3.2",
            "the point that distances are measured from is the optimum",
            "after 1000 steps of SGD with the true gradient and no noise the distance is at most"
                + " the program's 0.1",
            e -> {
              double[] distance = e.run("long").measured().get("distance");
              double end = distance[distance.length - 1];
              return Finding.of(
                  end <= 0.1,
                  "%.3f, hundred steps before %.3f; loss %.2f",
                  end,
                  distance[distance.length - 101],
                  last(e, "long", "loss"));
            }),
        new Claim(
            "001/1.metric",
            "3.2",
            "standard deviation over mean measures temporal stability",
            "the program's number is finite for both runs",
            e -> {
              double sgd = e.run("sgd").measured().get("trajectory")[0];
              double stable = e.run("stable").measured().get("trajectory")[0];
              return Finding.of(
                  Double.isFinite(sgd) && Double.isFinite(stable), "%s and %s", sgd, stable);
            }));
  }

  private static Finding rounds(double value, double published) {
    return Finding.of(Math.abs(value - published) <= 0.005, "%.6f", value);
  }

  private static double last(Evidence e, String run, String series) {
    double[] values = e.run(run).measured().get(series);
    return values[values.length - 1];
  }

  private static double least(Evidence e, String run, String series) {
    return Arrays.stream(e.run(run).measured().get(series)).min().orElseThrow();
  }

  private static Finding lower(Evidence e, String sgd, String stable) {
    double left = last(e, sgd, "loss");
    double right = last(e, stable, "loss");
    return Finding.of(left < right, "SGD %.2f, StableSGD %.2f", left, right);
  }

  private static Finding descends(Evidence e, String run) {
    double[] loss = e.run(run).measured().get("loss");
    int rises = Measure.rises(loss);
    return Finding.of(
        rises == 0,
        "%d rises in %d steps; %.2f → %.2f, lowest %.2f",
        rises,
        loss.length - 1,
        loss[0],
        loss[loss.length - 1],
        Arrays.stream(loss).min().orElseThrow());
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        curves(
            "As published: two optimizers, two starts, and a gradient that leads up again",
            List.of("sgd", "stable", "sgd exchanged", "stable exchanged"),
            "loss"),
        curves(
            "With the true gradient, one start and one noise",
            List.of("sgd true", "stable true"),
            "loss"),
        curves(
            "Distance from the program's «true optimum»",
            List.of("sgd", "stable", "sgd true", "stable true"),
            "distance"));
  }

  private static Figure curves(String title, List<String> runs, String series) {
    return new Figure(
        Figure.Kind.SERIES,
        title,
        runs,
        Map.of("y", List.of("measured." + series), "xLabel", "iteration", "yLabel", series));
  }
}
