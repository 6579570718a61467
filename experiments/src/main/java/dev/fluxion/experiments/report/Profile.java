package dev.fluxion.experiments.report;

import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.runner.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Performance profiles: for every method the share of problems that it solves within a factor of
 * the cost of the best method on each.
 *
 * <p>Elizabeth D. Dolan, Jorge J. Moré, "Benchmarking optimization software with performance
 * profiles" (2002). A problem that no method solves counts for nobody.
 */
final class Profile {
  private static final String AT = " @ ";

  private Profile() {}

  /** Adds one line per method, in the order in which they are first named. */
  static void lines(List<RunResult> runs, double target, Lines lines) {
    Map<String, Map<String, Double>> costs = new LinkedHashMap<>();
    Map<String, Double> best = new TreeMap<>();
    for (RunResult run : runs) {
      String name = run.key().name();
      int at = name.indexOf(AT);
      String method = at < 0 ? name : name.substring(0, at);
      String problem = at < 0 ? "" : name.substring(at + AT.length());
      double cost = cost(run, target);
      costs.computeIfAbsent(method, m -> new TreeMap<>()).merge(problem, cost, Math::min);
      best.merge(problem, cost, Math::min);
    }
    costs.forEach(
        (method, byProblem) -> {
          double[] factors =
              byProblem.entrySet().stream()
                  .mapToDouble(e -> e.getValue() / best.get(e.getKey())) // ∞/∞ is NaN: nowhere
                  .toArray();
          lines.shares(lines.named(method), factors, best.size());
        });
  }

  /** The first iteration at or below the target, counted from 1; ∞ if there is none. */
  private static double cost(RunResult run, double target) {
    double[] measured = run.measured().get("cost");
    if (measured != null && measured.length > 0) {
      return Double.isNaN(measured[0]) ? Double.POSITIVE_INFINITY : Math.max(1, measured[0]);
    }
    int first = Measure.firstBelow(run.loss(), target * run.firstLoss());
    return first < run.loss().length ? Math.max(1, first) : Double.POSITIVE_INFINITY;
  }
}
