package dev.fluxion.experiments.report;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.problems.Problem;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ground under trajectories: the problem of the runs on a grid, from its double definition.
 *
 * <p>Heights are packed into 16 bits each. Where the loss spans many powers of ten, the height is
 * log₁₀ of the loss above the minimum, else the loss itself.
 */
final class Ground {
  private static final int COLUMNS = 121;
  private static final int ROWS = 91;
  private static final double SPREAD = 30; // of the 10 and 90 % quantiles: more is drawn in powers

  private Ground() {}

  /** The ground of the runs that have a trajectory; empty if there is none to be drawn. */
  static Optional<Map<String, Object>> of(List<RunResult> runs, List<String> missing) {
    RunKey key = runs.getFirst().key();
    try {
      Problem problem = Execution.problem(key);
      if (problem.dimension() != 2) {
        missing.add("No contours: the problem has " + problem.dimension() + " dimensions.");
        return Optional.empty();
      }
      if (runs.stream().anyMatch(run -> !sameProblem(run.key(), key))) {
        missing.add("The contours are those of the problem of «" + key.name() + "».");
      }
      double[] x = range(runs, "x0", problem.minimizer().map(m -> m[0]));
      double[] y = range(runs, "x1", problem.minimizer().map(m -> m[1]));
      return Optional.of(grid(problem, x, y));
    } catch (IllegalArgumentException e) { // the problem is no longer registered
      missing.add("No contours: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private static boolean sameProblem(RunKey left, RunKey right) {
    return left.problem().equals(right.problem())
        && left.problemSettings().equals(right.problemSettings());
  }

  /** What the runs visit that stay, and the minimum, with a margin; of all others the start. */
  private static double[] range(List<RunResult> runs, String name, Optional<Double> minimizer) {
    double low = minimizer.orElse(Double.POSITIVE_INFINITY);
    double high = minimizer.orElse(Double.NEGATIVE_INFINITY);
    boolean allWild = runs.stream().allMatch(Lines::wild);
    for (RunResult run : runs) {
      double[] values = run.theta().getOrDefault(name, new double[0]);
      int length = Lines.wild(run) ? (allWild ? 1 : 0) : values.length;
      for (double v : Arrays.copyOf(values, Math.min(length, values.length))) {
        low = Double.isFinite(v) ? Math.min(low, v) : low;
        high = Double.isFinite(v) ? Math.max(high, v) : high;
      }
    }
    if (!(low <= high)) {
      return new double[] {-1, 1};
    }
    double margin = 0.1 * (high > low ? high - low : 2);
    return new double[] {low - margin, high + margin};
  }

  private static Map<String, Object> grid(Problem problem, double[] x, double[] y) {
    double[] values = new double[COLUMNS * ROWS];
    ObjectiveDefinition f = problem.definition();
    double[] theta = new double[2];
    for (int row = 0; row < ROWS; row++) {
      theta[1] = y[0] + (y[1] - y[0]) * row / (ROWS - 1);
      for (int column = 0; column < COLUMNS; column++) {
        theta[0] = x[0] + (x[1] - x[0]) * column / (COLUMNS - 1);
        values[row * COLUMNS + column] = f.value(theta);
      }
    }
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("the problem has no finite value there");
    }
    double least = Math.min(sorted[0], problem.minimum().orElse(sorted[0]));
    double low = sorted[sorted.length / 10] - least;
    double high = sorted[sorted.length * 9 / 10] - least;
    boolean log = high > SPREAD * low;
    Map<String, Object> ground = new LinkedHashMap<>();
    ground.put("columns", COLUMNS);
    ground.put("rows", ROWS);
    ground.put("x", x);
    ground.put("y", y);
    problem.minimizer().ifPresent(minimizer -> ground.put("minimizer", minimizer));
    ground.put("log", log);
    ground.put("least", log ? least : 0);
    if (log) {
      double floor = Math.max(sorted[sorted.length / 500] - least, 1e-9 * high);
      for (int i = 0; i < values.length; i++) {
        values[i] = StrictMath.log10(Math.max(values[i] - least, floor));
      }
    }
    pack(values, ground);
    return ground;
  }

  private static void pack(double[] values, Map<String, Object> ground) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    byte[] bytes = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      double part = high > low ? (values[i] - low) / (high - low) : 0;
      int height = (int) Math.rint(65_535 * Math.clamp(Double.isNaN(part) ? 1 : part, 0, 1));
      bytes[2 * i] = (byte) height;
      bytes[2 * i + 1] = (byte) (height >> 8);
    }
    ground.put("low", low);
    ground.put("high", high);
    ground.put("heights", Base64.getEncoder().encodeToString(bytes));
  }
}
