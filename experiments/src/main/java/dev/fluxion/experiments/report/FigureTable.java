package dev.fluxion.experiments.report;

import static dev.fluxion.experiments.report.Html.text;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The numbers of a figure as a table, for those who read and do not look. */
final class FigureTable {
  private static final int LINES = 60;
  private static final double[] QUANTILES = {0.1, 0.25, 0.5, 0.75, 0.9};

  private FigureTable() {}

  /** The table of what {@link FigureData} drew; empty if it drew nothing. */
  static String of(Map<String, Object> figure) {
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> lines = (List<Map<String, Object>>) figure.get("lines");
    if (lines.isEmpty()) {
      return "";
    }
    String y = text(figure.get("yLabel"));
    String x = text(figure.get("xLabel"));
    return switch (String.valueOf(figure.get("mark"))) {
      case "map" -> table(List.of("Run", x + ", " + y + " first", "last", "steps"), lines, 0);
      case "band" -> bands(lines, x, y);
      case "share" -> shares(lines, x);
      case "bars" -> bars(lines);
      case "cells" -> cells(lines, figure);
      default -> table(List.of("Line", "First", "Last", "Smallest", "Largest"), lines, 1);
    };
  }

  private static String table(List<String> heads, List<Map<String, Object>> lines, int form) {
    StringBuilder rows = new StringBuilder();
    for (Map<String, Object> line : lines.subList(0, Math.min(LINES, lines.size()))) {
      double[] y = (double[]) line.get("y");
      int last = y.length - 1;
      if (form == 0) {
        double[] x = (double[]) line.get("x");
        int[] k = (int[]) line.get("k");
        row(
            rows,
            line.get("name"),
            pair(x[0], y[0]),
            pair(x[last], y[last]),
            String.valueOf(k == null ? last : k[last]));
      } else {
        double[] finite = Arrays.stream(y).filter(v -> !Double.isNaN(v)).toArray();
        row(
            rows,
            line.get("name"),
            Html.number(y[0]),
            Html.number(y[last]),
            Html.number(Arrays.stream(finite).min().orElse(Double.NaN)),
            Html.number(Arrays.stream(finite).max().orElse(Double.NaN)));
      }
    }
    String more = lines.size() > LINES ? "and %d more".formatted(lines.size() - LINES) : "";
    return frame(heads, rows, more);
  }

  private static String pair(double x, double y) {
    return "(" + Html.number(x) + ", " + Html.number(y) + ")";
  }

  private static String bands(List<Map<String, Object>> lines, String x, String y) {
    StringBuilder rows = new StringBuilder();
    for (Map<String, Object> line : lines) {
      double[] at = (double[]) line.get("x");
      for (int part = 0; part <= 4; part++) {
        int i = (at.length - 1) * part / 4;
        row(
            rows,
            line.get("name"),
            Html.number(at[i]),
            Html.number(((double[]) line.get("low"))[i]),
            Html.number(((double[]) line.get("y"))[i]),
            Html.number(((double[]) line.get("high"))[i]));
      }
    }
    return frame(List.of("Run", x, y + ": 10 %", "median", "90 %"), rows, "");
  }

  private static String shares(List<Map<String, Object>> lines, String x) {
    StringBuilder rows = new StringBuilder();
    for (Map<String, Object> line : lines) {
      double[] at = (double[]) line.get("x");
      double[] share = (double[]) line.get("y");
      String[] cells = new String[QUANTILES.length + 1];
      for (int q = 0; q < QUANTILES.length; q++) {
        int i = 0;
        while (i < share.length && share[i] < QUANTILES[q] - 1e-9) {
          i++;
        }
        cells[q] = i < share.length ? Html.number(at[i]) : "never";
      }
      cells[QUANTILES.length] =
          Html.number(share.length == 0 ? 0 : 100 * share[share.length - 1]) + " %";
      row(rows, line.get("name"), cells);
    }
    return frame(
        List.of("Line", x + " of 10 %", "25 %", "50 %", "75 %", "90 %", "reached by"), rows, "");
  }

  private static String bars(List<Map<String, Object>> lines) {
    StringBuilder rows = new StringBuilder();
    for (Map<String, Object> line : lines) {
      double[] x = (double[]) line.get("x");
      double[] y = (double[]) line.get("y");
      double[] theory = (double[]) line.get("theory");
      for (int i = 0; i < x.length; i++) {
        String expected = theory == null ? "" : Html.number(theory[i]);
        row(rows, line.get("name"), Html.number(x[i]), Html.number(y[i]), expected);
      }
    }
    return frame(List.of("Run", "centre", "density", "theory"), rows, "");
  }

  private static String cells(List<Map<String, Object>> lines, Map<String, Object> figure) {
    StringBuilder html = new StringBuilder();
    for (Map<String, Object> line : lines) {
      double[] x = (double[]) line.get("x");
      double[] y = (double[]) line.get("y");
      double[] z = (double[]) line.get("z");
      String corner = text(figure.get("yLabel")) + " ↓ " + text(figure.get("xLabel")) + " →";
      String[] heads = new String[x.length + 1];
      heads[0] = corner;
      Arrays.setAll(heads, i -> i == 0 ? corner : Html.number(x[i - 1]));
      StringBuilder rows = new StringBuilder();
      for (int r = 0; r < y.length; r++) {
        String[] cells = new String[x.length];
        for (int c = 0; c < x.length; c++) {
          cells[c] = Html.number(z[r * x.length + c]);
        }
        row(rows, Html.number(y[r]), cells);
      }
      html.append("<p>%s: %s</p>".formatted(text(line.get("name")), text(figure.get("zLabel"))));
      html.append(frame(List.of(heads), rows, ""));
    }
    return html.toString();
  }

  private static void row(StringBuilder rows, Object head, String... cells) {
    rows.append("<tr><th scope=\"row\">").append(text(head)).append("</th>");
    for (String cell : cells) {
      rows.append("<td class=\"n\">").append(cell).append("</td>");
    }
    rows.append("</tr>\n");
  }

  /** The heads are text that is safe already. */
  private static String frame(List<String> heads, StringBuilder rows, String more) {
    StringBuilder head = new StringBuilder();
    for (int i = 0; i < heads.size(); i++) {
      head.append("<th scope=\"col\"%s>".formatted(i == 0 ? "" : " class=\"n\""));
      head.append(heads.get(i)).append("</th>");
    }
    return """
    <div class="scroll" tabindex="0" role="region" aria-label="Numbers of the figure"><table>
    <thead><tr>%s</tr></thead>
    <tbody>
    %s</tbody></table></div>%s
    """
        .formatted(head, rows, more.isEmpty() ? "" : "<p>" + more + "</p>");
  }
}
