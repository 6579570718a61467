package dev.fluxion.experiments.document004;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.polyak.LossShare;
import dev.fluxion.optimizers.polyak.PolyakDiagonal;
import dev.fluxion.optimizers.polyak.PolyakHybrid;
import dev.fluxion.optimizers.polyak.PolyakPerLayer;
import dev.fluxion.optimizers.polyak.PolyakPerTensor;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.fit.Gate;
import dev.fluxion.problems.fit.LinearRegression;
import dev.fluxion.problems.fit.LogicGate;
import dev.fluxion.problems.fit.SquareNetFit;
import dev.fluxion.problems.surface.Quadratic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Document 004's four proposed fixes, each as written and as corrected, against the shared scale on
 * the problems of experiments 3 to 6 with an equal number of gradient evaluations.
 */
public final class FourFixes implements Experiment {
  private static final String ID = "004-7-fixes";
  private static final int EVALUATIONS = 1000;
  private static final double NO_CAP = Double.POSITIVE_INFINITY;

  @Override
  public Card card() {
    return new Card(
        ID,
        "Do the document's four fixes mend the shared scale?",
        "1. per tensor  2. per layer  3. diagonal Hessian  4. direction with Adam's length",
        "document 004, Potential Fix Directions",
        "Each fix runs as written and as corrected (loss shared out, metric form, capped length).");
  }

  private static Map<String, ProblemSpec> problems() {
    Map<String, ProblemSpec> problems = new LinkedHashMap<>();
    problems.put(
        "bowl",
        new Quadratic(DoubleLists.immutable.with(1, 100), DoubleLists.immutable.with(1, 2), 0));
    problems.put("regression", new LinearRegression(64, 1, 100, 0));
    problems.put("square net", new SquareNetFit());
    problems.put("xor", new LogicGate(Gate.XOR, LogicGate.Net.POLYNOMIAL, 4, 3));
    return problems;
  }

  private static Map<String, OptimizerSpec> rules() {
    Map<String, OptimizerSpec> rules = new LinkedHashMap<>();
    rules.put("shared", Rules.GUARDED);
    rules.put("tensor", new PolyakPerTensor(0, NO_CAP, true, LossShare.TOTAL));
    rules.put("tensor equal", new PolyakPerTensor(0, NO_CAP, true, LossShare.EQUAL));
    rules.put("layer", new PolyakPerLayer(0, NO_CAP, true, LossShare.TOTAL));
    rules.put("layer equal", new PolyakPerLayer(0, NO_CAP, true, LossShare.EQUAL));
    rules.put("diagonal literal", new PolyakDiagonal(0, NO_CAP, false, 1e-4));
    rules.put("diagonal", new PolyakDiagonal());
    rules.put("hybrid literal", new PolyakHybrid(0.01, 0.9, 0.999, 1e-8, 0, false));
    rules.put("hybrid", new PolyakHybrid());
    return rules;
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    problems()
        .forEach(
            (place, problem) -> {
              int parameters = problem.open(RandomKey.of(0)).dimension();
              rules()
                  .forEach(
                      (rule, spec) -> {
                        for (int i = 0; i < plan.scale().choose(2, 5, 20); i++) {
                          String name = rule + "/" + place + "/" + i;
                          runs.add(run(name, place, problem, spec, parameters, plan, i));
                        }
                      });
            });
    return runs;
  }

  private static RunKey run(
      String name,
      String place,
      ProblemSpec problem,
      OptimizerSpec rule,
      int parameters,
      Plan plan,
      int i) {
    boolean extra = rule.needs().contains(Need.EXTRA_EVALUATIONS);
    int steps = extra ? EVALUATIONS / (2 * parameters + 1) : EVALUATIONS;
    RunKey key = RunKey.of(ID, name, problem, rule, plan.precision(), steps, plan.seed() + i);
    return place.equals("bowl") ? key.split(1, 1).from(10 + i, 10 - i) : key;
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    add(claims, "tensor", "Potential Fix Directions", "scaling every tensor by the total loss");
    add(
        claims,
        "tensor equal",
        "Potential Fix Directions, corrected",
        "scaling every tensor by its part of the loss");
    add(claims, "layer", "Potential Fix Directions", "scaling every layer by the total loss");
    add(
        claims,
        "layer equal",
        "Potential Fix Directions, corrected",
        "scaling every layer by its part of the loss");
    add(claims, "diagonal literal", "Potential Fix Directions", "loss·diag(H⁻¹)·gradient");
    add(
        claims,
        "diagonal",
        "Potential Fix Directions, corrected",
        "the rule in the metric of the diagonal Hessian");
    add(claims, "hybrid literal", "Potential Fix Directions", "the direction with Adam's length");
    add(
        claims,
        "hybrid",
        "Potential Fix Directions, corrected",
        "the same, capped at the root of the linear model");
    return claims;
  }

  private static void add(List<Claim> claims, String rule, String section, String what) {
    String id = rule.replace(' ', '-');
    claims.add(
        new Claim(
            "004/7." + id + "-stable",
            section,
            what + " is stable",
            "no run of the four problems ends above its start or as DIVERGED",
            e -> stable(e, rule)));
    claims.add(
        new Claim(
            "004/7." + id + "-better",
            section,
            what + " does better than the shared scale",
            "the median number of evaluations to 1e-6 of the first loss is smaller on at least 3"
                + " of 4 problems",
            e -> better(e, rule)));
  }

  private static Finding stable(Evidence e, String rule) {
    StringBuilder text = new StringBuilder();
    int bad = 0;
    for (String place : problems().keySet()) {
      List<RunResult> runs = e.family(rule + "/" + place + "/");
      long lost = runs.stream().filter(FourFixes::lost).count();
      bad += (int) lost;
      long shared = e.family("shared/" + place + "/").stream().filter(FourFixes::lost).count();
      append(text, "%s %d of %d lost (%d)", place, lost, runs.size(), shared);
    }
    return Finding.of(bad == 0, "%s; in parentheses the shared scale", text);
  }

  private static boolean lost(RunResult run) {
    return run.outcome() == Outcome.DIVERGED || !(run.finalLoss() <= run.loss()[0]);
  }

  private static Finding better(Evidence e, String rule) {
    StringBuilder text = new StringBuilder();
    int wins = 0;
    for (String place : problems().keySet()) {
      double own = effort(e.family(rule + "/" + place + "/"));
      double shared = effort(e.family("shared/" + place + "/"));
      wins += own < shared ? 1 : 0;
      append(text, "%s %s (%s)", place, text(own), text(shared));
    }
    return Finding.of(wins >= 3, "better on %d: %s", wins, text);
  }

  /** The lower median of the evaluations to 1e-6 of the first loss, ∞ where it is not reached. */
  private static double effort(List<RunResult> runs) {
    double[] each =
        runs.stream()
            .mapToDouble(
                run -> {
                  int steps = Measure.firstBelow(run.loss(), 1e-6 * run.loss()[0]);
                  return steps < run.loss().length
                      ? (double) steps * run.evaluations() / run.stepsTaken()
                      : Double.POSITIVE_INFINITY;
                })
            .sorted()
            .toArray();
    return each[(each.length - 1) / 2];
  }

  private static String text(double effort) {
    return Double.isInfinite(effort) ? "never" : String.format(Locale.ROOT, "%.0f", effort);
  }

  private static void append(StringBuilder text, String format, Object... arguments) {
    text.append(text.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, format, arguments));
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (String place : problems().keySet()) {
      figures.add(
          new Figure(
              Figure.Kind.LOSS,
              "The four fixes, corrected, on: " + place,
              List.of("shared", "tensor equal", "layer equal", "diagonal", "hybrid").stream()
                  .map(rule -> rule + "/" + place + "/0")
                  .toList()));
    }
    return figures;
  }
}
