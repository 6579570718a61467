package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.search.Attempt;
import dev.fluxion.experiments.search.Contest;
import dev.fluxion.experiments.search.Study;
import dev.fluxion.experiments.statistics.Comparison;
import dev.fluxion.experiments.statistics.PerformanceProfile;
import dev.fluxion.experiments.statistics.RuntimeEcdf;
import dev.fluxion.experiments.statistics.Scores;
import dev.fluxion.optimizers.SpecText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contests for people and for programs, and what all of them say together. */
final class ContestTable {
  /** Targets of a problem, spaced evenly in the logarithm down to this part of the first loss. */
  private static final int TARGETS = 50;

  private static final double HARDEST = 1e-8;

  private final Map<String, List<Double>> runtimes = new LinkedHashMap<>();
  private long evaluations;

  /** Takes a contest in; everything about it as a tree for JSON. */
  Map<String, Object> add(String problem, Contest contest, Contest.Outcome outcome) {
    evaluations = contest.evaluations();
    double[] targets = targets(outcome);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("problem", problem);
    document.put("steps", contest.steps());
    document.put("evaluations", contest.evaluations());
    document.put("goal", Settings.text(contest.goal()));
    document.put("precision", Settings.text(contest.precision()));
    document.put("trials", contest.trials());
    document.put("tuningStarts", contest.tuningStarts());
    document.put("seed", contest.seed());
    document.put("minimum", outcome.minimum());
    document.put("targets", targets);
    List<Map<String, Object>> entrants = new ArrayList<>();
    for (Contest.Entrant entrant : outcome.entrants()) {
      List<Double> reached = new ArrayList<>();
      for (Attempt attempt : entrant.attempts()) {
        for (double target : targets) {
          reached.add(attempt.evaluationsTo(target));
        }
      }
      runtimes.computeIfAbsent(entrant.name(), n -> new ArrayList<>()).addAll(reached);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("method", entrant.name());
      one.put("tuned", SpecText.of(entrant.tuned()));
      one.put("tuning", entrant.tuning().isEmpty() ? null : Study.best(entrant.tuning()));
      one.put("outcomes", entrant.attempts().stream().map(Attempt::outcome).toList());
      one.put("evaluations", entrant.attempts().stream().map(Attempt::evaluations).toList());
      one.put("runtimes", reached);
      entrants.add(one);
    }
    document.put("entrants", entrants);
    document.put("comparison", outcome.comparison());
    return document;
  }

  /** From the median loss at the starts; none where no run got below it. */
  private static double[] targets(Contest.Outcome outcome) {
    double first =
        Scores.median(
            outcome.entrants().getFirst().attempts().stream()
                .mapToDouble(Attempt::first)
                .toArray());
    double minimum = outcome.minimum();
    return minimum < first && Double.isFinite(first)
        ? RuntimeEcdf.targets(minimum, first, minimum + HARDEST * (first - minimum), TARGETS)
        : new double[0];
  }

  void print(PrintWriter out, String problem, Contest contest, Contest.Outcome outcome) {
    Comparison comparison = outcome.comparison();
    Map<String, String> labels = labels(List.copyOf(runtimes.keySet()));
    String name = column(labels);
    out.printf(
        "%s: %s loss within %d evaluations, %d runs each, %s%n",
        problem,
        Settings.text(contest.goal()),
        contest.evaluations(),
        comparison.rows().getFirst().scores().length,
        contest.trials() == 0
            ? "not tuned"
            : "tuned by "
                + contest.trials()
                + " trials from "
                + contest.tuningStarts()
                + " other starts");
    out.printf(
        name + "%-10s  %-23s  %5s  %8s%n", "", "median", "95 % interval", "wins", "diverged");
    for (Comparison.Row row : comparison.rows()) {
      out.printf(
          name + "%-10.4g  %-23s  %5d  %8d%n",
          labels.get(row.method()),
          row.median().median(),
          String.format("%.4g … %.4g", row.median().low(), row.median().high()),
          row.wins(),
          row.diverged());
    }
    if (!comparison.pairs().isEmpty()) {
      out.printf("  p-values after Holm, and wins of the first : of the second%n");
    }
    for (Comparison.Pair pair : comparison.pairs()) {
      out.printf(
          name + "< " + name.strip() + "  %3d : %-3d  Mann-Whitney %.2g, Wilcoxon %.2g%n",
          labels.get(pair.left()),
          labels.get(pair.right()),
          pair.wins(),
          pair.losses(),
          pair.mannWhitney(),
          pair.wilcoxon());
    }
    out.println("  as they ran");
    for (Contest.Entrant entrant : outcome.entrants()) {
      boolean fixed = contest.trials() > 0 && entrant.tuning().isEmpty();
      out.printf(
          "  " + name + "%s%s%n",
          labels.get(entrant.name()),
          SpecText.of(entrant.tuned()),
          fixed ? "  (nothing to search)" : "");
    }
    out.println();
  }

  /** The ids of optimizers, numbered where one stands in several forms. */
  private static Map<String, String> labels(List<String> methods) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String method : methods) {
      String id = id(method);
      List<String> same = methods.stream().filter(m -> id(m).equals(id)).toList();
      labels.put(method, same.size() == 1 ? id : id + " " + (1 + same.indexOf(method)));
    }
    return labels;
  }

  private static String id(String method) {
    return method.contains("(") ? method.substring(0, method.indexOf('(')) : method;
  }

  private static String column(Map<String, String> labels) {
    return "  %-" + labels.values().stream().mapToInt(String::length).max().orElse(1) + "s  ";
  }

  /** Runtimes over all problems, runs and targets. */
  void printTotal(PrintWriter out) {
    List<String> methods = List.copyOf(runtimes.keySet());
    if (runtimes.values().stream().anyMatch(List::isEmpty)) {
      return;
    }
    double[][] costs =
        methods.stream()
            .map(m -> runtimes.get(m).stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    PerformanceProfile profile = new PerformanceProfile(costs);
    Map<String, String> labels = labels(methods);
    String name = column(labels);
    out.printf(
        "runtimes to %d targets: share reached within part of the budget; share within τ times the"
            + " fastest%n",
        costs[0].length);
    out.printf(
        name + "%6s  %6s  %6s    %6s  %6s  %6s%n", "", "1/100", "1/10", "all", "τ = 1", "2", "10");
    for (int i = 0; i < methods.size(); i++) {
      RuntimeEcdf ecdf = new RuntimeEcdf(costs[i]);
      out.printf(
          name + "%6.3f  %6.3f  %6.3f    %6.3f  %6.3f  %6.3f%n",
          labels.get(methods.get(i)),
          ecdf.at(evaluations / 100.0),
          ecdf.at(evaluations / 10.0),
          ecdf.at(evaluations),
          profile.at(i, 1),
          profile.at(i, 2),
          profile.at(i, 10));
    }
  }
}
