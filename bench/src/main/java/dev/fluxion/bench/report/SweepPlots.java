package dev.fluxion.bench.report;

import dev.fluxion.bench.run.Column;
import dev.fluxion.bench.study.Row;
import dev.fluxion.bench.study.Statistics;
import dev.fluxion.bench.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One small drawing per kernel that was measured at several sizes: speed over size, by column. */
final class SweepPlots {
  private static final double WIDTH = 330;
  private static final double HEIGHT = 220;

  private SweepPlots() {}

  /** The drawings, as figures. */
  static String html(Study study) {
    Map<String, List<Row>> sweeps = new LinkedHashMap<>();
    for (Row row : study.rows()) {
      if (row.threads() == 1 && !row.part().equals("machine") && row.has(study.shipped().id())) {
        sweeps.computeIfAbsent(kernel(row), k -> new ArrayList<>()).add(row);
      }
    }
    StringBuilder html = new StringBuilder();
    sweeps.forEach(
        (name, rows) -> {
          if (rows.size() > 2) {
            html.append(
                "<figure><figcaption>%s</figcaption>%s</figure>\n"
                    .formatted(Html.text(name), svg(name, rows, study)));
          }
        });
    return html.toString();
  }

  /** The name without the size; squares are one kernel. */
  private static String kernel(Row row) {
    String name = row.name().split("/")[0];
    return row.part() + " " + (name.matches("\\d+") ? "squares" : name);
  }

  private static String svg(String name, List<Row> rows, Study study) {
    boolean flops = rows.getFirst().part().equals("gemm");
    List<double[]> points = new ArrayList<>();
    Map<Column, List<double[]>> lines = new LinkedHashMap<>();
    for (Column column : study.columns()) {
      for (Row row : rows) {
        if (row.has(column.id())) {
          double time = Statistics.median(row.blocks(column.id()));
          double speed = (flops ? row.cost().flops() : row.cost().bytes()) / time;
          double[] point = {row.cost().footprint() / 1024, speed};
          lines.computeIfAbsent(column, c -> new ArrayList<>()).add(point);
          points.add(point);
        }
      }
    }
    LogAxis x =
        LogAxis.around(points.stream().mapToDouble(p -> p[0]).toArray(), 1.4, 40, WIDTH - 8);
    LogAxis y =
        LogAxis.around(points.stream().mapToDouble(p -> p[1]).toArray(), 1.3, HEIGHT - 40, 22);
    Svg svg = new Svg(WIDTH, HEIGHT, name + ": speed over size");
    svg.axes(x, y, "kB of arrays", flops ? "GFLOP/s" : "GB/s");
    lines.forEach(
        (column, line) -> {
          line.sort((a, b) -> Double.compare(a[0], b[0]));
          String style = "series-" + study.columns().indexOf(column) % 8;
          svg.path(
              "series " + style,
              line.stream().map(p -> new double[] {x.at(p[0]), y.at(p[1])}).toList());
          for (double[] p : line) {
            String words =
                "%s: %s at %s kB"
                    .formatted(column.label(), Numbers.number(p[1]), Numbers.number(p[0]));
            svg.point("knot " + style, x.at(p[0]), y.at(p[1]), 2.6, words);
          }
        });
    return svg.toString();
  }
}
