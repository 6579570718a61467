package dev.fluxion.bench.report;

import java.util.List;
import java.util.Locale;

/** Pieces of a drawing. Colours and fonts are classes of study.css. */
final class Svg {
  private final StringBuilder out = new StringBuilder();

  Svg(double width, double height, String label) {
    out.append(
        format(
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
            width, height, Html.text(label)));
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    out.append(
        format(
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            style, x1, y1, x2, y2));
  }

  /** A line through points (x, y). */
  void path(String style, List<double[]> points) {
    out.append(format("<path class=\"%s\" d=\"", style));
    String step = "M";
    for (double[] point : points) {
      out.append(format("%s%.1f %.1f", step, point[0], point[1]));
      step = "L";
    }
    out.append("\"/>");
  }

  void text(String style, double x, double y, String words) {
    out.append(format("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", style, x, y))
        .append(Html.text(words))
        .append("</text>");
  }

  /** A text turned about its place. */
  void turned(String style, double x, double y, double degrees, String words) {
    out.append(
            format(
                "<text class=\"%s\" transform=\"translate(%.1f %.1f) rotate(%.1f)\">",
                style, x, y, degrees))
        .append(Html.text(words))
        .append("</text>");
  }

  /** A point that says something when the pointer rests on it. */
  void point(String style, double x, double y, double radius, String words) {
    out.append(
            format("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\">", style, x, y, radius))
        .append("<title>")
        .append(Html.text(words))
        .append("</title></circle>");
  }

  /** Frame, grid and numbers of two axes. */
  void axes(LogAxis x, LogAxis y, String xTitle, String yTitle) {
    for (double tick : x.ticks()) {
      line("grid", x.at(tick), y.from(), x.at(tick), y.to());
      text("tick middle", x.at(tick), y.from() + 16, Numbers.significant(tick, 2));
    }
    for (double tick : y.ticks()) {
      line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
      text("tick end", x.from() - 6, y.at(tick) + 4, Numbers.significant(tick, 2));
    }
    text("tick title end", x.to(), y.from() + 32, xTitle);
    text("tick title", x.from() - 30, y.to() - 8, yTitle);
  }

  @Override
  public String toString() {
    return out + "</svg>";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
