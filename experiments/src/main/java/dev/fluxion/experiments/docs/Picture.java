package dev.fluxion.experiments.docs;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.problems.Domain;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The path of a run over the lines of equal loss, and its loss step by step beside it. */
final class Picture {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 324;
  private static final double TOP = 14;
  private static final double BOTTOM = 284;
  private static final double LEFT = 44;
  private static final double MIDDLE = 404;
  private static final double SECOND = 478;
  private static final double RIGHT = 744;

  private static final int COLUMNS = 96;
  private static final int ROWS = 72;
  private static final int LEVELS = 12;

  /** Paths are written up to this far outside of the picture. */
  private static final double FAR = 2000;

  /** Losses are shown over this many decades at most. */
  private static final int DECADES = 16;

  private static final String STYLE =
      """

      text{font:11px system-ui,sans-serif;fill:#59616a}
      path{fill:none;stroke-linejoin:round;stroke-linecap:round}
      .paper{fill:#fcfbf8}.frame{fill:none;stroke:#c9c4b8}.tick{stroke:#c9c4b8}
      .level{stroke:#8fb3c2;stroke-width:.8}
      .halo{stroke:#fcfbf8;stroke-width:4}.path{stroke:#0068a8;stroke-width:1.5}
      .step{stroke:#0068a8;stroke-width:3.4}.mean{stroke:#d0520a;stroke-width:1.8}
      .start{fill:#fcfbf8;stroke:#1c2126;stroke-width:1.6}.goal{stroke:#1c2126;stroke-width:1.8}
      @media(prefers-color-scheme:dark){
      text{fill:#a3a8ad}.paper{fill:#14171a}.frame,.tick{stroke:#3d444b}.level{stroke:#3f6676}
      .halo{stroke:#14171a}.path,.step{stroke:#5cb3ee}.mean{stroke:#ff9350}
      .start{fill:#14171a;stroke:#e6e3dc}.goal{stroke:#e6e3dc}}
      """;

  private final Run run;
  private final Svg svg;
  private final double[] goal;

  private Picture(Run run, String title) {
    this.run = run;
    this.svg = new Svg(WIDTH, HEIGHT, title, STYLE);
    this.goal = run.problem().minimizer().orElse(null);
  }

  /** The picture of a run. */
  static String of(Run run, String title) {
    Picture picture = new Picture(run, title);
    picture.svg.element(
        "rect", "class=\"paper\" width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\" rx=\"6\"");
    picture.map();
    picture.curve();
    return picture.svg.toString();
  }

  private void map() {
    double[][] box = box();
    Axis x = new Axis(box[0][0], box[0][1], LEFT, MIDDLE);
    Axis y = new Axis(box[1][0], box[1][1], BOTTOM, TOP);
    svg.element("rect", "class=\"frame\" " + place(LEFT, MIDDLE));
    svg.clipped("map", place(LEFT, MIDDLE));
    levels(x, y);
    double[][] path = pixels(run.path(), x, y);
    double[][] line = Contours.simplified(path, 0.05);
    svg.line("halo", line).line("path", line).dots("step", apart(path));
    if (run.average().length > 1) {
      double[][] mean = Contours.simplified(pixels(run.average(), x, y), 0.05);
      svg.line("halo", mean).line("mean", mean);
    }
    if (goal != null) {
      double gx = x.pixel(goal[0]);
      double gy = y.pixel(goal[1]);
      svg.lines(
          "goal",
          List.of(
              new double[][] {{gx - 6, gy}, {gx + 6, gy}},
              new double[][] {{gx, gy - 6}, {gx, gy + 6}}));
    }
    svg.element(
        "circle",
        "class=\"start\" r=\"4.5\" cx=\""
            + Svg.number(path[0][0])
            + "\" cy=\""
            + Svg.number(path[0][1])
            + "\"");
    svg.close();
    below(x, "x₀");
    for (BigDecimal tick : y.ticks(5)) {
      double at = y.pixel(tick.doubleValue());
      if (at > TOP + 18) { // there the name stands
        left(LEFT, at, Axis.label(tick));
      }
    }
    svg.word(6, TOP + 8, "", "x₁");
  }

  /** Where the path, its start and the minimizer are; both axes of the same scale. */
  private double[][] box() {
    List<double[]> points = new ArrayList<>();
    points.add(run.path()[0]);
    if (goal != null) {
      points.add(goal);
    }
    double reach = 1.5 * (1 + Arrays.stream(run.path()[0]).map(Math::abs).max().orElse(0));
    if (run.domain().isPresent()) {
      Domain domain = run.domain().orElseThrow();
      reach = Math.max(reach, Math.max(-domain.low(), domain.high()));
    }
    for (double[] point : run.path()) {
      if (Math.abs(point[0]) <= reach && Math.abs(point[1]) <= reach) {
        points.add(point);
      }
    }
    double[] middle = new double[2];
    double[] size = new double[2];
    for (int i = 0; i < 2; i++) {
      int axis = i;
      double low = points.stream().mapToDouble(p -> p[axis]).min().orElseThrow();
      double high = points.stream().mapToDouble(p -> p[axis]).max().orElseThrow();
      middle[i] = (low + high) / 2;
      size[i] = 1.24 * (high - low);
    }
    double unit = Math.max(size[0] / (MIDDLE - LEFT), size[1] / (BOTTOM - TOP));
    unit = unit == 0 ? 0.01 : unit;
    double halfWidth = unit * (MIDDLE - LEFT) / 2;
    double halfHeight = unit * (BOTTOM - TOP) / 2;
    return new double[][] {
      {middle[0] - halfWidth, middle[0] + halfWidth},
      {middle[1] - halfHeight, middle[1] + halfHeight}
    };
  }

  private void levels(Axis x, Axis y) {
    ObjectiveDefinition f = run.problem().definition();
    double[][] heights = new double[ROWS + 1][COLUMNS + 1];
    for (int i = 0; i <= ROWS; i++) {
      for (int j = 0; j <= COLUMNS; j++) {
        double px = x.low() + (x.high() - x.low()) * j / COLUMNS;
        double py = y.low() + (y.high() - y.low()) * i / ROWS;
        heights[i][j] = f.value(new double[] {px, py});
      }
    }
    Contours contours = new Contours(heights);
    List<double[][]> lines = new ArrayList<>();
    for (double level : contours.levels(LEVELS)) {
      for (double[][] line : contours.lines(level)) {
        double[][] pixels = new double[line.length][];
        for (int i = 0; i < line.length; i++) {
          pixels[i] =
              new double[] {
                LEFT + line[i][0] * (MIDDLE - LEFT) / COLUMNS,
                BOTTOM - line[i][1] * (BOTTOM - TOP) / ROWS
              };
        }
        lines.add(Contours.simplified(pixels, 0.25));
      }
    }
    svg.lines("level", lines);
  }

  private static double[][] pixels(double[][] points, Axis x, Axis y) {
    List<double[]> pixels = new ArrayList<>();
    for (double[] point : points) {
      if (!Double.isFinite(point[0] + point[1])) {
        break;
      }
      pixels.add(
          new double[] {
            Math.clamp(x.pixel(point[0]), -FAR, FAR), Math.clamp(y.pixel(point[1]), -FAR, FAR)
          });
    }
    return pixels.toArray(double[][]::new);
  }

  /** Those that are not on top of the last one. */
  private static double[][] apart(double[][] points) {
    List<double[]> apart = new ArrayList<>();
    for (double[] p : points) {
      if (apart.isEmpty()
          || Math.abs(p[0] - apart.getLast()[0]) + Math.abs(p[1] - apart.getLast()[1]) > 3) {
        apart.add(p);
      }
    }
    return apart.toArray(double[][]::new);
  }

  private void curve() {
    double[] loss = Arrays.copyOf(run.result().loss(), run.result().stepsTaken() + 1);
    double least = Arrays.stream(loss).min().orElse(0);
    double floor = run.problem().minimum().orElse(0);
    boolean above = run.problem().minimum().isPresent() && floor != 0;
    double highest = Double.NEGATIVE_INFINITY;
    double lowest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < loss.length; k++) {
      loss[k] = Double.isFinite(loss[k]) ? loss[k] - Math.min(floor, least) : Double.NaN;
      if (loss[k] > 0) {
        highest = Math.max(highest, loss[k]);
        lowest = Math.min(lowest, loss[k]);
      }
    }
    highest = Math.max(highest, 1e-300);
    int top = Axis.exponent(highest) + 1;
    int first = loss[0] > 0 ? Axis.exponent(loss[0]) : top; // all of a loss that grows is shown
    int bottom = Math.max(Axis.exponent(Math.min(lowest, highest)), Math.min(first, top - DECADES));
    bottom = Math.min(bottom, top - 1);
    Axis x = new Axis(0, Math.max(1, loss.length - 1), SECOND, RIGHT);
    Axis y = new Axis(bottom, top, BOTTOM, TOP);
    svg.element("rect", "class=\"frame\" " + place(SECOND, RIGHT));
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < loss.length && !Double.isNaN(loss[k]); k++) {
      double height = loss[k] > 0 ? Math.max(bottom, StrictMath.log10(loss[k])) : bottom;
      points.add(new double[] {x.pixel(k), y.pixel(height)});
    }
    double[][] line = Contours.simplified(points.toArray(double[][]::new), 0.1);
    svg.line("path", line);
    below(x, "step");
    int stride = (top - bottom + 5) / 6;
    for (int e = top; e >= bottom; e -= stride) {
      left(SECOND, y.pixel(e), power(e));
    }
    svg.word(RIGHT - 8, TOP + 16, "text-anchor=\"end\"", above ? "loss − minimum" : "loss");
  }

  private void below(Axis x, String name) {
    for (BigDecimal tick : x.ticks(5)) {
      double at = x.pixel(tick.doubleValue());
      svg.line("tick", new double[][] {{at, BOTTOM}, {at, BOTTOM + 4}});
      svg.word(at, BOTTOM + 17, "text-anchor=\"middle\"", Axis.label(tick));
    }
    svg.word(x.to(), BOTTOM + 33, "text-anchor=\"end\"", name);
  }

  private void left(double at, double y, String label) {
    svg.line("tick", new double[][] {{at - 4, y}, {at, y}});
    svg.word(at - 7, y + 4, "text-anchor=\"end\"", label);
  }

  private static String place(double left, double right) {
    return "x=\""
        + Svg.number(left)
        + "\" y=\""
        + Svg.number(TOP)
        + "\" width=\""
        + Svg.number(right - left)
        + "\" height=\""
        + Svg.number(BOTTOM - TOP)
        + "\"";
  }

  /** 10ᵉ. */
  private static String power(int e) {
    StringBuilder power = new StringBuilder("10");
    for (char c : String.valueOf(e).toCharArray()) {
      power.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return power.toString();
  }
}
