package dev.fluxion.experiments.docs;

import java.util.Collections;
import java.util.List;

/**
 * Writes SVG: elements as text, paths with one decimal. The same calls give the same bytes
 * everywhere.
 */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  /** A picture of a size in pixels, which a reader of the screen hears as its title. */
  Svg(int width, int height, String title, String style) {
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(width + " " + height)
        .append("\" width=\"" + width + "\" height=\"" + height + "\" role=\"img\">\n<title>")
        .append(escaped(title))
        .append("</title>\n<style>")
        .append(style)
        .append("</style>\n");
  }

  /** Any element without content, its attributes written out. */
  Svg element(String name, String attributes) {
    text.append("<" + name + " " + attributes + "/>\n");
    return this;
  }

  /** Begins a group that is seen inside of a rectangle only. */
  Svg clipped(String id, String rectangle) {
    text.append("<clipPath id=\"" + id + "\"><rect " + rectangle + "/></clipPath>\n");
    text.append("<g clip-path=\"url(#" + id + ")\">\n");
    return this;
  }

  /** Ends it. */
  Svg close() {
    text.append("</g>\n");
    return this;
  }

  /** A word at a place. */
  Svg word(double x, double y, String attributes, String content) {
    text.append("<text x=\"" + number(x) + "\" y=\"" + number(y) + "\"")
        .append(attributes.isEmpty() ? "" : " " + attributes)
        .append(">" + escaped(content) + "</text>\n");
    return this;
  }

  /** Lines through points, as one path. */
  Svg lines(String style, List<double[][]> lines) {
    StringBuilder d = new StringBuilder();
    for (double[][] line : lines) {
      for (int i = 0; i < line.length; i++) {
        d.append(i == 0 ? "M" : i == 1 ? "L" : " ");
        d.append(number(line[i][0]) + " " + number(line[i][1]));
      }
    }
    return d.isEmpty() ? this : element("path", "class=\"" + style + "\" d=\"" + d + "\"");
  }

  /** A line through points. */
  Svg line(String style, double[][] points) {
    return lines(style, Collections.singletonList(points));
  }

  /** A dot at every point, as one path of lines without length. */
  Svg dots(String style, double[][] points) {
    StringBuilder d = new StringBuilder();
    for (double[] point : points) {
      d.append("M" + number(point[0]) + " " + number(point[1]) + "h0");
    }
    return d.isEmpty() ? this : element("path", "class=\"" + style + "\" d=\"" + d + "\"");
  }

  /** One decimal, and none where it is 0. */
  static String number(double x) {
    long tenths = Math.round(10 * x);
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
  }

  static String escaped(String content) {
    return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return text + "</svg>\n";
  }
}
