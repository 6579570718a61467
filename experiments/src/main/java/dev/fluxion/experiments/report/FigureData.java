package dev.fluxion.experiments.report;

import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a figure draws: numbers that are ready for the axes, so that the page only draws. Distances
 * are taken here, in double, before any rounding.
 */
final class FigureData {
  private static final int POINTS = 1000;
  private static final double BLOW_UP = 1e6;

  private final Figure figure;
  private final List<Map<String, Object>> lines = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private FigureData(Figure figure) {
    this.figure = figure;
  }

  /**
   * The data of a figure as a JSON object.
   *
   * @param id the id of its element in the page
   * @param runs the recorded runs of its experiment, by name
   */
  static Map<String, Object> of(String id, Figure figure, Map<String, RunResult> runs) {
    FigureData data = new FigureData(figure);
    for (String name : figure.runs()) {
      if (!runs.containsKey(name)) {
        data.missing.add("Run «" + name + "» has not been recorded.");
      } else {
        data.add(runs.get(name));
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", id);
    object.put("kind", figure.kind());
    object.put("title", figure.title());
    object.put("label", data.label());
    if (figure.kind() == Figure.Kind.CONTOUR) {
      object.put("coefficients", numbers(figure, "coefficients", 1));
      object.put("center", numbers(figure, "center", 0));
    }
    object.put("missing", data.missing);
    object.put("lines", data.lines);
    return object;
  }

  private String label() {
    return switch (figure.kind()) {
      case LOSS -> "loss";
      case CONTOUR -> "";
      case DISTANCE -> "distance to the minimum";
      case LAYERS -> "norm of the gradient";
      case TELEMETRY -> series();
      default -> String.valueOf(figure.options().getOrDefault("yLabel", ""));
    };
  }

  private String series() {
    return String.valueOf(figure.options().getOrDefault("series", "scale"));
  }

  private void add(RunResult run) {
    String name = run.key().name();
    int before = lines.size();
    switch (figure.kind()) {
      case LOSS -> line(run, name, run.loss());
      case CONTOUR -> trajectory(run, name);
      case DISTANCE -> distances(run, name);
      case LAYERS -> run.layers().forEach((layer, norm) -> line(run, part(name, layer), norm));
      case TELEMETRY -> {
        if (run.telemetry().containsKey(series())) {
          line(run, name, run.telemetry().get(series()));
        }
      }
      default -> {}
    }
    if (lines.size() == before) {
      missing.add("Run «" + name + "» has recorded nothing for this figure.");
    }
  }

  /** In figures of one run the parts are named alone. */
  private String part(String run, String part) {
    return figure.runs().size() == 1 ? part : run + " · " + part;
  }

  private void distances(RunResult run, String name) {
    List<Double> center = numbers(figure, "center", 0);
    for (int i = 0; i < center.size() && run.theta().containsKey("x" + i); i++) {
      double[] distance = run.theta().get("x" + i).clone();
      for (int k = 0; k < distance.length; k++) {
        distance[k] = Math.abs(distance[k] - center.get(i));
      }
      line(run, center.size() == 1 ? name : part(name, "x" + i), distance);
    }
  }

  private void trajectory(RunResult run, String name) {
    SortedMap<String, double[]> theta = run.theta();
    if (theta.containsKey("x0") && theta.containsKey("x1")) {
      int[] kept = Thinning.indices(POINTS, theta.get("x0"), theta.get("x1"));
      Map<String, Object> line = start(run, name, theta.get("x0").length, kept);
      line.put("x", Thinning.rounded(theta.get("x0"), kept));
      line.put("y", Thinning.rounded(theta.get("x1"), kept));
      if (run.loss().length == theta.get("x0").length) {
        line.put("loss", Thinning.rounded(run.loss(), kept)); // not f of the rounded coordinates
      }
    }
  }

  private void line(RunResult run, String name, double[] values) {
    if (values.length > 0) {
      int[] kept = Thinning.indices(POINTS, values);
      start(run, name, values.length, kept).put("y", Thinning.rounded(values, kept));
    }
  }

  /** The common part; {@code k} is left out where every step is kept. */
  private Map<String, Object> start(RunResult run, String name, int length, int[] kept) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", name);
    line.put("outcome", run.outcome());
    line.put("wild", wild(run));
    if (kept.length < length) {
      line.put("k", kept);
    }
    lines.add(line);
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

  private static List<Double> numbers(Figure figure, String option, double missing) {
    List<Double> numbers = new ArrayList<>();
    if (figure.options().get(option) instanceof List<?> list) {
      list.forEach(x -> numbers.add(((Number) x).doubleValue()));
    }
    while (numbers.size() < (figure.kind() == Figure.Kind.CONTOUR ? 2 : 1)) {
      numbers.add(missing);
    }
    return numbers;
  }
}
