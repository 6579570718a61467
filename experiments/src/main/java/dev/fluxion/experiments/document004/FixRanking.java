package dev.fluxion.experiments.document004;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.statistics.PerformanceProfile;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.polyak.LossShare;
import dev.fluxion.optimizers.polyak.PolyakDiagonal;
import dev.fluxion.optimizers.polyak.PolyakHybrid;
import dev.fluxion.optimizers.polyak.PolyakPerLayer;
import dev.fluxion.optimizers.polyak.PolyakPerTensor;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.fit.Gate;
import dev.fluxion.problems.fit.LinearRegression;
import dev.fluxion.problems.fit.LogicGate;
import dev.fluxion.problems.fit.MlpFit;
import dev.fluxion.problems.fit.SquareNetFit;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.problems.surface.SpectralQuadratic;
import dev.fluxion.problems.surface.SpectralQuadratic.Spectrum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Document 004's four fixes ranked with the shared scale and with AdamW by a performance profile:
 * the number of evaluations to a thousandth of the first loss on eleven problems, the rule's own
 * evaluations included.
 */
public final class FixRanking implements Experiment {
  private static final String ID = "004-9-ranking";
  private static final int EVALUATIONS = 3000;
  private static final double NO_CAP = Double.POSITIVE_INFINITY;
  private static final List<String> LITERAL =
      List.of("tensor literal", "layer literal", "diagonal literal", "hybrid literal");
  private static final List<String> CORRECTED = List.of("tensor", "layer", "diagonal", "hybrid");

  @Override
  public Card card() {
    return new Card(
        ID,
        "Which of the document's four fixes is the best?",
        "ρ(τ) = share of problems solved with at most τ times the evaluations of the best",
        "document 004, Potential Fix Directions and Connection to PLT",
        "Eleven small problems; AdamW with rate 0.01 for all, as the document names it.");
  }

  private static Map<String, ProblemSpec> problems() {
    Map<String, ProblemSpec> problems = new LinkedHashMap<>();
    for (double condition : new double[] {5, 100, 10_000}) {
      problems.put(
          "bowl " + (int) condition,
          new SpectralQuadratic(8, condition, Spectrum.GEOMETRIC, false));
    }
    problems.put("turned bowl", new SpectralQuadratic(8, 100, Spectrum.GEOMETRIC, true));
    problems.put("rosenbrock", new Rosenbrock());
    problems.put("regression", new LinearRegression(64, 1, 100, 0));
    problems.put("noisy regression", new LinearRegression(64, 3, 10, 0.5));
    problems.put("square net", new SquareNetFit());
    problems.put("mlp", new MlpFit());
    problems.put("xor", new LogicGate(Gate.XOR, LogicGate.Net.POLYNOMIAL, 4, 3));
    problems.put("and", new LogicGate(Gate.AND, LogicGate.Net.POLYNOMIAL, 4, 3));
    return problems;
  }

  private static Map<String, OptimizerSpec> rules() {
    Map<String, OptimizerSpec> rules = new LinkedHashMap<>();
    rules.put("shared", Rules.GUARDED);
    rules.put("tensor literal", new PolyakPerTensor(0, NO_CAP, true, LossShare.TOTAL));
    rules.put("tensor", new PolyakPerTensor(0, NO_CAP, true, LossShare.EQUAL));
    rules.put("layer literal", new PolyakPerLayer(0, NO_CAP, true, LossShare.TOTAL));
    rules.put("layer", new PolyakPerLayer(0, NO_CAP, true, LossShare.EQUAL));
    rules.put("diagonal literal", new PolyakDiagonal(0, NO_CAP, false, 1e-4));
    rules.put("diagonal", new PolyakDiagonal());
    rules.put("hybrid literal", new PolyakHybrid(0.01, 0.9, 0.999, 1e-8, 0, false));
    rules.put("hybrid", new PolyakHybrid());
    rules.put("adamw", new AdamW(0.01, 0.9, 0.999, 1e-8, 0));
    return rules;
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int seeds = plan.scale().choose(1, 7, 50);
    List<RunKey> runs = new ArrayList<>();
    problems()
        .forEach(
            (place, problem) -> {
              int n = problem.open(RandomKey.of(0)).dimension();
              rules()
                  .forEach(
                      (rule, spec) -> {
                        boolean extra = spec.needs().contains(Need.EXTRA_EVALUATIONS);
                        int budget = plan.scale().choose(300, EVALUATIONS, EVALUATIONS);
                        int steps = extra ? budget / (2 * n + 1) : budget;
                        RunKey key =
                            RunKey.of(
                                ID,
                                rule + " @ " + place,
                                problem,
                                spec,
                                Precision.DOUBLE,
                                Math.max(1, steps),
                                plan.seed());
                        boolean bowl = place.endsWith("bowl") || place.startsWith("bowl");
                        runs.add((bowl ? key.split(4, 4) : key).probing(new Effort(seeds, 1e-3)));
                      });
            });
    return runs;
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "004/9.fixes",
            "Potential Fix Directions",
            "each of the four fixes, as written, mends the shared scale",
            "each solves more of the problems than the shared scale",
            e -> solves(e, LITERAL, true)),
        new Claim(
            "004/9.fixes-corrected",
            "Potential Fix Directions, corrected",
            "each of the four fixes, as corrected, mends the shared scale",
            "each solves more of the problems than the shared scale",
            e -> solves(e, CORRECTED, true)),
        new Claim(
            "004/9.some-fix",
            "Potential Fix Directions",
            "one of the fixes, in one of its forms, mends the shared scale",
            "at least one solves more of the problems than the shared scale",
            e -> {
              List<String> all = new ArrayList<>(LITERAL);
              all.addAll(CORRECTED);
              return solves(e, all, false);
            }),
        new Claim(
            "004/9.fast",
            "Potential Fix Directions (ranked)",
            "the fixes are as fast as the shared scale where that works",
            "some fix is within twice the best's cost on at least as many problems",
            e -> {
              PerformanceProfile profile = profile(e);
              List<String> names = List.copyOf(rules().keySet());
              double shared = profile.at(names.indexOf("shared"), 2);
              StringBuilder text = new StringBuilder();
              double most = 0;
              for (String rule : names) {
                double at = profile.at(names.indexOf(rule), 2);
                boolean fix = !rule.equals("shared") && !rule.equals("adamw");
                most = fix ? Math.max(most, at) : most;
                append(text, "%s %.2f", rule, at);
              }
              return Finding.of(most >= shared, "within twice the best: %s", text);
            }),
        new Claim(
            "004/9.adamw",
            "Connection to PLT",
            "AdamW, which converges smoothly, is ahead of the rule and of all its fixes",
            "AdamW solves more of the problems than the shared scale and every fix",
            e -> {
              double own = solved(e, "adamw");
              double most = 0;
              String best = "";
              for (String rule : rules().keySet()) {
                if (!rule.equals("adamw") && solved(e, rule) > most) {
                  most = solved(e, rule);
                  best = rule;
                }
              }
              return Finding.of(
                  own > most, "AdamW solves %.0f, %s %.0f of 11", 11 * own, best, 11 * most);
            }));
  }

  private static PerformanceProfile profile(Evidence e) {
    List<String> names = List.copyOf(rules().keySet());
    List<String> places = List.copyOf(problems().keySet());
    double[][] costs = new double[names.size()][places.size()];
    for (int s = 0; s < costs.length; s++) {
      for (int p = 0; p < places.size(); p++) {
        costs[s][p] = e.run(names.get(s) + " @ " + places.get(p)).measured().get("cost")[0];
      }
    }
    return new PerformanceProfile(costs);
  }

  /** The share of problems that a rule solves at all. */
  private static double solved(Evidence e, String rule) {
    return profile(e).at(List.copyOf(rules().keySet()).indexOf(rule), Double.MAX_VALUE);
  }

  private static Finding solves(Evidence e, List<String> fixes, boolean all) {
    double shared = solved(e, "shared");
    int more = 0;
    StringBuilder text = new StringBuilder();
    append(text, "of 11 problems: shared %.0f", "", 11 * shared);
    for (String fix : fixes) {
      double own = solved(e, fix);
      more += own > shared ? 1 : 0;
      append(text, "%s %.0f", fix, 11 * own);
    }
    return Finding.of(all ? more == fixes.size() : more > 0, "%s", text);
  }

  private static void append(StringBuilder text, String format, String name, double number) {
    text.append(text.isEmpty() ? "" : ", ");
    text.append(
        name.isEmpty()
            ? String.format(Locale.ROOT, format, number)
            : String.format(Locale.ROOT, format, name, number));
  }

  @Override
  public List<Figure> figures() {
    List<String> all = new ArrayList<>();
    for (String rule : rules().keySet()) {
      problems().keySet().forEach(place -> all.add(rule + " @ " + place));
    }
    return List.of(
        new Figure(
            Figure.Kind.PROFILE,
            "Which rule solves how many problems within a factor of the best one's evaluations",
            all));
  }
}
