package dev.fluxion.experiments.statistics;

import java.util.Arrays;

/**
 * How often each method needs at most τ times what the best one needs, over problems.
 *
 * <p>Formula: {@code r(s, p) = t(s, p) / min_s t(s, p)}, {@code ρ_s(τ) = #{p : r(s, p) ≤ τ} / n}.
 * ρ_s(1) is the share of problems at which s is the best; at large τ, of those it solves at all.
 *
 * <p>Source: E. Dolan, J. Moré, «Benchmarking optimization software with performance profiles»,
 * 2002.
 */
public final class PerformanceProfile {
  private final double[][] ratios;

  /**
   * Of costs, such as evaluations to a target.
   *
   * @param costs by method and problem, positive; infinite where it was not solved
   */
  public PerformanceProfile(double[][] costs) {
    int problems = costs.length == 0 ? 0 : costs[0].length;
    if (problems == 0) {
      throw new IllegalArgumentException("a profile needs at least one method and one problem");
    }
    ratios = new double[costs.length][problems];
    for (int p = 0; p < problems; p++) {
      double best = Double.POSITIVE_INFINITY;
      for (double[] row : costs) {
        if (p >= row.length || row.length > problems || !(row[p] > 0)) {
          throw new IllegalArgumentException(
              "every method needs a positive cost at every problem, such as " + problem(row, p));
        }
        best = Math.min(best, row[p]);
      }
      for (int s = 0; s < costs.length; s++) {
        ratios[s][p] = Double.isInfinite(best) ? best : costs[s][p] / best;
      }
    }
    Arrays.stream(ratios).forEach(Arrays::sort);
  }

  private static String problem(double[] row, int p) {
    return "number " + p + (p < row.length ? ", which has " + row[p] : ", which is missing");
  }

  /** ρ_s(τ). */
  public double at(int method, double tau) {
    long count = Arrays.stream(ratios[method]).filter(r -> r <= tau && Double.isFinite(r)).count();
    return (double) count / ratios[method].length;
  }

  /** The finite ratios of a method, ascending: ρ_s rises at each. */
  public double[] steps(int method) {
    return Arrays.stream(ratios[method]).filter(Double::isFinite).toArray();
  }
}
