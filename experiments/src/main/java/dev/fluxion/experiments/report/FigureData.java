package dev.fluxion.experiments.report;

import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.runner.RunResult;
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
  private final Figure figure;
  private final Lines lines;
  private final List<String> missing = new ArrayList<>();

  private FigureData(Figure figure) {
    this.figure = figure;
    this.lines = new Lines(figure.runs().size());
  }

  /**
   * The data of a figure as a JSON object.
   *
   * @param id the id of its element in the page
   * @param runs the recorded runs of its experiment, by name
   */
  static Map<String, Object> of(String id, Figure figure, Map<String, RunResult> runs) {
    FigureData data = new FigureData(figure);
    List<RunResult> recorded = new ArrayList<>();
    for (String name : figure.runs()) {
      if (!runs.containsKey(name)) {
        data.missing.add("Run «" + name + "» has not been recorded.");
      } else {
        recorded.add(runs.get(name));
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", id);
    object.put("kind", figure.kind());
    object.put("title", figure.title());
    data.axes(object);
    if (figure.kind() == Figure.Kind.PROFILE) {
      Profile.lines(recorded, data.number("target", 1e-6), data.lines);
    } else {
      recorded.forEach(data::add);
    }
    if (figure.kind() == Figure.Kind.LANDSCAPE && !recorded.isEmpty()) {
      Ground.of(recorded, data.missing).ifPresent(ground -> object.put("ground", ground));
    }
    object.put("missing", data.missing);
    object.put("lines", data.lines.all());
    return object;
  }

  /** How the figure is drawn, and its axes. */
  private void axes(Map<String, Object> object) {
    switch (figure.kind()) {
      case LOSS -> axes(object, "line", "step", false, "loss", true);
      case DISTANCE -> axes(object, "line", "step", false, "distance to the minimum", true);
      case LAYERS -> axes(object, "line", "step", false, "norm of the gradient", true);
      case TELEMETRY -> axes(object, "line", "step", false, series("scale"), "auto");
      case SERIES -> {
        String x = figure.options().containsKey("x") ? Lines.shortName(text("x", "")) : "step";
        axes(
            object,
            "line",
            text("xLabel", x),
            flag("logX"),
            text("yLabel", ySeries().size() == 1 ? Lines.shortName(ySeries().getFirst()) : ""),
            flag("logY"));
      }
      case BANDS ->
          axes(object, "band", text("xLabel", "step"), true, text("yLabel", "best loss"), true);
      case ECDF -> {
        String what = Lines.shortName(series("measured.best"));
        axes(object, "share", text("xLabel", what), "auto", "share at or below", false);
      }
      case PROFILE -> {
        String factor = text("xLabel", "cost, as a multiple of the best");
        axes(object, "share", factor, true, "share of problems solved", false);
      }
      case HISTOGRAM ->
          axes(object, "bars", text("xLabel", ""), false, text("yLabel", "density"), false);
      case HEATMAP -> {
        axes(object, "cells", text("xLabel", ""), false, text("yLabel", ""), false);
        object.put("zLabel", text("zLabel", ""));
        object.put("zLog", flag("logZ"));
      }
      case CONTOUR -> {
        axes(object, "map", "x₀", false, "x₁", false);
        object.put("coefficients", numbers("coefficients", 1, 2));
        object.put("center", numbers("center", 0, 2));
      }
      case LANDSCAPE ->
          axes(object, "map", text("xLabel", "x₀"), false, text("yLabel", "x₁"), false);
    }
  }

  private static void axes(
      Map<String, Object> object, String mark, String x, Object xLog, String y, Object yLog) {
    object.put("mark", mark);
    object.put("xLabel", x);
    object.put("xLog", xLog);
    object.put("yLabel", y);
    object.put("yLog", yLog);
  }

  private void add(RunResult run) {
    String name = run.key().name();
    int before = lines.all().size();
    switch (figure.kind()) {
      case LOSS -> lines.overSteps(run, name, run.loss());
      case CONTOUR, LANDSCAPE -> trajectory(run, name);
      case DISTANCE -> distances(run, name);
      case LAYERS ->
          run.layers().forEach((layer, norm) -> lines.overSteps(run, part(name, layer), norm));
      case TELEMETRY -> lines.overSteps(run, name, run.telemetry().get(series("scale")));
      case SERIES -> curves(run, name);
      case BANDS -> {
        Map<String, double[]> measured = run.measured();
        lines.band(
            run,
            name,
            measured.get("iteration"),
            measured.get("low"),
            measured.get("median"),
            measured.get("high"));
      }
      case ECDF -> lines.shares(run, name, run.series(series("measured.best")));
      case HISTOGRAM -> lines.bars(run, name, run.measured());
      case HEATMAP -> lines.cells(run, name, run.measured());
      case PROFILE -> throw new IllegalStateException("profiles are made of all runs at once");
    }
    if (lines.all().size() == before) {
      missing.add("Run «" + name + "» has recorded nothing for this figure.");
    }
  }

  private void curves(RunResult run, String name) {
    List<String> ys = ySeries();
    double[] x = figure.options().containsKey("x") ? run.series(text("x", "")) : null;
    for (String series : ys) {
      double[] y = run.series(series);
      String label = ys.size() == 1 ? name : part(name, Lines.shortName(series));
      if (!figure.options().containsKey("x")) {
        lines.overSteps(run, label, y);
      } else if (x != null && y != null) {
        lines.curve(run, label, x, y);
      }
    }
  }

  /** In figures of one run the parts are named alone. */
  private String part(String run, String part) {
    return figure.runs().size() == 1 ? part : run + " · " + part;
  }

  private void distances(RunResult run, String name) {
    List<Double> center = numbers("center", 0, 1);
    for (int i = 0; i < center.size() && run.theta().containsKey("x" + i); i++) {
      double[] distance = run.theta().get("x" + i).clone();
      for (int k = 0; k < distance.length; k++) {
        distance[k] = Math.abs(distance[k] - center.get(i));
      }
      lines.overSteps(run, center.size() == 1 ? name : part(name, "x" + i), distance);
    }
  }

  private void trajectory(RunResult run, String name) {
    SortedMap<String, double[]> theta = run.theta();
    if (theta.containsKey("x0") && theta.containsKey("x1")) {
      lines.trajectory(run, name, theta.get("x0"), theta.get("x1"));
    }
  }

  private String series(String otherwise) {
    return text("series", otherwise);
  }

  private List<String> ySeries() {
    Object y = figure.options().getOrDefault("y", "loss");
    return y instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of("" + y);
  }

  private String text(String option, String otherwise) {
    return String.valueOf(figure.options().getOrDefault(option, otherwise));
  }

  private boolean flag(String option) {
    return Boolean.TRUE.equals(figure.options().get(option));
  }

  private double number(String option, double otherwise) {
    return figure.options().get(option) instanceof Number n ? n.doubleValue() : otherwise;
  }

  private List<Double> numbers(String option, double otherwise, int atLeast) {
    List<Double> numbers = new ArrayList<>();
    if (figure.options().get(option) instanceof List<?> list) {
      list.forEach(x -> numbers.add(((Number) x).doubleValue()));
    }
    while (numbers.size() < atLeast) {
      numbers.add(otherwise);
    }
    return numbers;
  }
}
