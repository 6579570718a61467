package dev.fluxion.experiments.report;

import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The lines of a figure, thinned and rounded for drawing: the more lines, the fewer points each, so
 * that a figure of hundreds of runs stays small.
 */
final class Lines {
  private static final int POINTS = 1000;
  private static final int FEWEST = 100;
  private static final int ALL_POINTS = 12_000;
  private static final double BLOW_UP = 1e6;
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])[A-Z](?=[a-z])");

  private final int limit;
  private final List<Map<String, Object>> lines = new ArrayList<>();

  /** For about so many lines. */
  Lines(int expected) {
    this.limit = Math.clamp(ALL_POINTS / Math.max(1, expected), FEWEST, POINTS);
  }

  /** The lines so far, each a JSON object. */
  List<Map<String, Object>> all() {
    return lines;
  }

  /** {@code spin energy} of {@code telemetry.spinEnergy}; losses by their full names. */
  static String shortName(String series) {
    String name = series.substring(series.indexOf('.') + 1);
    return switch (name) {
      case "best" -> "best loss";
      case "final" -> "final loss";
      case "train" -> "training loss";
      default -> CAPITAL.matcher(name).replaceAll(at -> " " + at.group().toLowerCase(Locale.ROOT));
    };
  }

  /** A series over iterations; nothing if it is empty or null. */
  void overSteps(RunResult run, String name, double[] values) {
    if (values != null && values.length > 0) {
      int[] kept = Thinning.indices(limit, values);
      start(run, name, values.length, kept).put("y", Thinning.rounded(values, kept));
    }
  }

  /** One series against another; what is longer is cut. */
  void curve(RunResult run, String name, double[] x, double[] y) {
    int length = Math.min(x.length, y.length);
    if (length > 0) {
      double[] across = Arrays.copyOf(x, length);
      double[] up = Arrays.copyOf(y, length);
      int[] kept = Thinning.indices(limit, across, up);
      Map<String, Object> line = start(run, name, length, kept);
      line.put("x", Thinning.rounded(across, kept));
      line.put("y", Thinning.rounded(up, kept));
    }
  }

  /** A trajectory of two coordinates, with its losses. */
  void trajectory(RunResult run, String name, double[] x, double[] y) {
    curve(run, name, x, y);
    if (run.loss().length == x.length) { // not f of the rounded coordinates
      lines.getLast().put("loss", Thinning.rounded(run.loss(), Thinning.indices(limit, x, y)));
    }
  }

  /** A median with its band; nothing if one of the series is missing. */
  void band(RunResult run, String name, double[] x, double[] low, double[] median, double[] high) {
    if (x != null && low != null && median != null && high != null) {
      int[] all = all(x.length);
      Map<String, Object> line = start(run, name, x.length, all);
      line.put("x", Thinning.rounded(x, all));
      line.put("y", Thinning.rounded(median, all));
      line.put("low", Thinning.rounded(low, all));
      line.put("high", Thinning.rounded(high, all));
    }
  }

  /**
   * The share of values at or below x, over the sorted values; numbers that are not finite count in
   * the whole, but are nowhere reached.
   */
  void shares(RunResult run, String name, double[] values) {
    if (values != null && values.length > 0) {
      shares(start(run, name, 0, new int[0]), values, values.length);
    }
  }

  /** The same for a line of the caller's; {@code whole} is what a share of 1 stands for. */
  void shares(Map<String, Object> line, double[] values, int whole) {
    double[] x = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    int points = Math.min(x.length, limit);
    int[] kept = new int[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i++) {
      kept[i] = (int) ((long) x.length * (i + 1) / points) - 1;
      y[i] = (kept[i] + 1.0) / whole;
    }
    line.put("x", Thinning.rounded(x, kept));
    line.put("y", Thinning.rounded(y, all(points)));
    line.put("count", whole);
  }

  /** A line that belongs to no single run. */
  Map<String, Object> named(String name) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", name);
    line.put("outcome", Outcome.BUDGET);
    line.put("wild", false);
    lines.add(line);
    return line;
  }

  /** A histogram and, where it is known, what theory says. */
  void bars(RunResult run, String name, Map<String, double[]> measured) {
    double[] center = measured.get("center");
    double[] density = measured.get("density");
    if (center != null && density != null && density.length == center.length) {
      int[] all = all(center.length);
      Map<String, Object> line = start(run, name, center.length, all);
      line.put("x", Thinning.rounded(center, all));
      line.put("y", Thinning.rounded(density, all));
      double[] theory = measured.get("theory");
      if (theory != null && theory.length == center.length) {
        line.put("theory", Thinning.rounded(theory, all));
      }
    }
  }

  /** Cells of a heat map, row by row. */
  void cells(RunResult run, String name, Map<String, double[]> measured) {
    double[] x = measured.get("x");
    double[] y = measured.get("y");
    double[] z = measured.get("z");
    if (x != null && y != null && z != null && z.length == x.length * y.length) {
      Map<String, Object> line = start(run, name, 0, new int[0]);
      line.put("x", Thinning.rounded(x, all(x.length)));
      line.put("y", Thinning.rounded(y, all(y.length)));
      line.put("z", Thinning.rounded(z, all(z.length)));
    }
  }

  private static int[] all(int length) {
    int[] all = new int[length];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** The common part; {@code k} is left out where every step is kept. */
  private Map<String, Object> start(RunResult run, String name, int length, int[] kept) {
    Map<String, Object> line = named(name);
    line.put("outcome", run.outcome());
    line.put("wild", wild(run));
    if (kept.length < length) {
      line.put("k", kept);
    }
    return line;
  }

  /**
   * Whether a run went away, so that the axes need not follow it. A run that DIVERGED at its goal,
   * by 0/0, did not.
   */
  static boolean wild(RunResult run) {
    double first = run.firstLoss();
    double last = first;
    for (double loss : run.loss()) {
      last = Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }
    boolean diverged = run.outcome() == Outcome.DIVERGED;
    return diverged ? last > first : last > BLOW_UP * Math.abs(first);
  }
}
