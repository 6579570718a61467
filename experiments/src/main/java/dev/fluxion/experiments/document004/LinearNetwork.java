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
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.polyak.Polyak;
import dev.fluxion.problems.fit.LinearRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Experiment 4 of document 004: linear regression {@code y = wx + b}, exact for several condition
 * numbers, and with noise, where the smallest loss is not 0 and the rule's lower bound matters.
 */
public final class LinearNetwork implements Experiment {
  private static final String ID = "004-4-linear";
  private static final int[] CONDITIONS = {1, 10, 100};
  private static final int STEPS = 1000;
  private static final double NOISE = 0.1;

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does coupling w and b through the data disturb the rule, and what does noise do to it?",
        "L(w, b) = Σ (wxₙ + b - yₙ)² / N",
        "document 004, Experiment 4",
        "The document names neither data nor noise; both are swept.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    for (int i = 0; i < seeds(plan); i++) {
      for (int condition : CONDITIONS) {
        runs.add(run("exact " + condition + "/" + i, condition, 0, Rules.GUARDED, plan, i));
      }
      runs.add(run("noisy zero bound/" + i, 10, NOISE, Rules.GUARDED, plan, i));
      double bound = minimum(plan.seed() + i);
      runs.add(run("noisy true bound/" + i, 10, NOISE, Rules.bounded(bound), plan, i));
      runs.add(run("noisy high bound/" + i, 10, NOISE, Rules.bounded(1.01 * bound), plan, i));
      runs.add(run("noisy half bound/" + i, 10, NOISE, Rules.bounded(bound / 2), plan, i));
      runs.add(run("noisy capped/" + i, 10, NOISE, new Polyak(0, 0.2, true), plan, i));
    }
    return runs;
  }

  /** The smallest loss of the noisy problem of a seed. */
  private static double minimum(long seed) {
    return Execution.problem(run("", 10, NOISE, Rules.GUARDED, Precision.FLOAT, seed))
        .minimum()
        .orElseThrow();
  }

  private static int seeds(Plan plan) {
    return plan.scale().choose(2, 5, 20);
  }

  private static RunKey run(
      String name, int condition, double noise, OptimizerSpec rule, Plan plan, int i) {
    return run(name, condition, noise, rule, plan.precision(), plan.seed() + i);
  }

  private static RunKey run(
      String name,
      int condition,
      double noise,
      OptimizerSpec rule,
      Precision precision,
      long seed) {
    LinearRegression problem = new LinearRegression(64, 1, condition, noise);
    return RunKey.of(ID, name, problem, rule, precision, STEPS, seed).watching(THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "004/4.monotone",
            "Experiment 4",
            "as a quadratic it should converge monotonically",
            "no rise of the loss, for exact data, before it is 1e-10 of its start, for κ = 1, 10,"
                + " 100",
            e -> {
              int[] rises = new int[CONDITIONS.length];
              for (int c = 0; c < rises.length; c++) {
                rises[c] =
                    e.family("exact " + CONDITIONS[c] + "/").stream()
                        .mapToInt(run -> Measure.rises(Measure.untilBelow(run.loss(), 1e-10)))
                        .sum();
              }
              return Finding.of(
                  Arrays.stream(rises).sum() == 0,
                  "rises: %d at κ = 1, %d at κ = 10, %d at κ = 100",
                  rises[0],
                  rises[1],
                  rises[2]);
            }),
        new Claim(
            "004/4.mild-zig-zag",
            "Experiment 4",
            "zig-zag due to the coupling is possible, but mild",
            "some step changes the sign of w - w* or b - b* before the loss is 1e-10 of its start;"
                + " no rise of the loss exceeds a factor 2",
            LinearNetwork::mild),
        new Claim(
            "004/4.converges",
            "Experiment 4 (implied)",
            "it converges when the data are exact",
            "the loss falls below 1e-10 of its start within 1000 steps in every exact run",
            e -> {
              double worst = 0;
              for (RunResult run : e.family("exact ")) {
                worst = Math.max(worst, run.bestLoss() / run.loss()[0]);
              }
              return Finding.of(worst < 1e-10, "worst best loss %.1e of its start", worst);
            }),
        settles(
            "noise",
            "Experiment 4 (implied)",
            "it settles when the data are noisy, with the lower bound 0 of the document",
            "zero bound"),
        settles(
            "true-bound",
            "Experiment 4 (corrected)",
            "with the true lower bound it settles",
            "true bound"),
        settles(
            "high-bound",
            "Experiment 4 (corrected)",
            "with a lower bound 1 % above the minimum it settles (and stops there)",
            "high bound"),
        settles(
            "half-bound",
            "Experiment 4 (corrected)",
            "a guess of half the true lower bound is good enough to settle",
            "half bound"),
        settles(
            "capped",
            "Experiment 4 (corrected)",
            "with the lower bound 0 and a cap on the scale below 2/λ it settles",
            "capped"));
  }

  private static Claim settles(String id, String section, String statement, String family) {
    return new Claim(
        "004/4." + id,
        section,
        statement,
        "over the last 500 steps the loss stays within 2 % of its minimum in every run",
        e ->
            Finding.of(
                worstExcess(e, family) <= 0.02,
                "largest excess over the minimum %.3g, median at the end %.2g",
                worstExcess(e, family),
                Measure.median(
                    e.family("noisy " + family + "/"),
                    run -> run.finalLoss() / run.minimum() - 1)));
  }

  private static Finding mild(Evidence e) {
    StringBuilder text = new StringBuilder();
    int changes = 0;
    double worst = 1;
    for (int condition : CONDITIONS) {
      double rise = 1;
      int here = 0;
      for (RunResult run : e.family("exact " + condition + "/")) {
        rise = Math.max(rise, Measure.largestRise(Measure.untilBelow(run.loss(), 1e-10)));
        int end = Measure.untilBelow(run.loss(), 1e-10).length;
        for (double[] series : run.theta().values()) {
          here += Measure.signChanges(Arrays.copyOf(series, end), series[series.length - 1]);
        }
      }
      text.append(
          String.format(
              Locale.ROOT,
              "%sκ = %d: %d sign changes, largest rise %.2f",
              text.isEmpty() ? "" : "; ",
              condition,
              here,
              rise));
      changes += here;
      worst = Math.max(worst, rise);
    }
    return Finding.of(changes > 0 && worst <= 2, "%s", text);
  }

  /** The largest (L - L*) / L* over the last 500 steps of all runs of a family. */
  private static double worstExcess(Evidence e, String family) {
    double worst = 0;
    for (RunResult run : e.family("noisy " + family + "/")) {
      double largest = Arrays.stream(Measure.ending(run, 500)).max().orElseThrow();
      worst = Math.max(worst, largest / run.minimum() - 1);
    }
    return worst;
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.LOSS,
            "Exact data: the worse the condition, the more the loss jumps",
            List.of("exact 1/0", "exact 10/0", "exact 100/0")),
        new Figure(
            Figure.Kind.LOSS,
            "Noisy data: with the bound 0 the loss bursts for ever; the true bound or a cap mends"
                + " it",
            List.of(
                "noisy zero bound/0",
                "noisy half bound/0",
                "noisy true bound/0",
                "noisy capped/0")));
  }
}
