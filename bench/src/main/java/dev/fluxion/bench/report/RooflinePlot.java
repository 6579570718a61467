package dev.fluxion.bench.report;

import dev.fluxion.bench.run.Column;
import dev.fluxion.bench.study.Ceilings;
import dev.fluxion.bench.study.Row;
import dev.fluxion.bench.study.Statistics;
import dev.fluxion.bench.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The roofline: speed over intensity, both on logarithmic axes, below the ceilings.
 *
 * <p>Source: S. Williams, A. Waterman, D. Patterson, «Roofline: An Insightful Visual Performance
 * Model for Multicore Architectures», Communications of the ACM 52, 2009.
 */
final class RooflinePlot {
  private static final double WIDTH = 1060;
  private static final double HEIGHT = 560;

  private final Study study;
  private final Ceilings ceilings;
  private final List<Row> rows;

  RooflinePlot(Study study, Ceilings ceilings) {
    this.study = study;
    this.ceilings = ceilings;
    this.rows =
        study.rows().stream()
            .filter(r -> r.threads() == ceilings.threads() && r.has(study.shipped().id()))
            .filter(r -> r.cost().flops() > 0 && r.cost().bytes() > 0)
            .filter(r -> !r.part().equals("machine"))
            .toList();
  }

  /** The drawing, or an empty text where ceilings or rows are missing. */
  String svg() {
    if (rows.isEmpty() || !ceilings.known()) {
      return "";
    }
    double[] intensities = rows.stream().mapToDouble(r -> r.cost().intensity()).toArray();
    LogAxis x = LogAxis.around(intensities, 2, 54, WIDTH - 150);
    LogAxis y = LogAxis.around(speeds(), 1.6, HEIGHT - 44, 26);
    Svg svg = new Svg(WIDTH, HEIGHT, "Roofline: speed over intensity");
    svg.axes(x, y, "flops per byte", "GFLOP/s");
    roofs(svg, x, y);
    for (Row row : rows) {
      dot(svg, x, y, row, Column.SUPERWORD, "dot scalar-dot");
      dot(svg, x, y, row, study.shipped(), "dot " + row.part());
    }
    names(svg, x, y);
    return svg.toString();
  }

  private double[] speeds() {
    List<Double> speeds = new ArrayList<>(ceilings.peak().values());
    for (Row row : rows) {
      speeds.add(speed(row, study.shipped()));
      if (row.has(Column.SUPERWORD.id())) {
        speeds.add(speed(row, Column.SUPERWORD));
      }
    }
    return speeds.stream().mapToDouble(s -> s).toArray();
  }

  private static double speed(Row row, Column column) {
    return row.cost().flops() / Statistics.median(row.blocks(column.id()));
  }

  private void roofs(Svg svg, LogAxis x, LogAxis y) {
    double highest = ceilings.highestPeak().orElseThrow();
    ceilings
        .peak()
        .forEach(
            (bits, peak) -> {
              double from = peak == highest ? peak / ceilings.write().get("L1") : x.low();
              svg.line("roof", x.at(Math.max(from, x.low())), y.at(peak), x.to(), y.at(peak));
              String name = bits == 0 ? "scalar FMA" : "FMA at " + bits + " bits";
              svg.text("roof-name", x.to() + 6, y.at(peak) + 4, name + " " + Numbers.number(peak));
            });
    ceilings
        .write()
        .forEach(
            (level, bandwidth) -> {
              double left = Math.max(x.low(), y.low() / bandwidth);
              double right = Math.min(highest / bandwidth, x.high());
              svg.line(
                  "roof", x.at(left), y.at(left * bandwidth), x.at(right), y.at(right * bandwidth));
              double slope =
                  (y.at(right * bandwidth) - y.at(left * bandwidth)) / (x.at(right) - x.at(left));
              double degrees = StrictMath.toDegrees(StrictMath.atan(slope));
              svg.turned(
                  "roof-name",
                  x.at(left) + 8,
                  y.at(left * bandwidth) + 8 * slope - 5,
                  degrees,
                  level + " " + Numbers.number(bandwidth) + " GB/s");
            });
  }

  private void dot(Svg svg, LogAxis x, LogAxis y, Row row, Column column, String style) {
    if (row.has(column.id())) {
      double speed = speed(row, column);
      String words =
          "%s, %s: %s GFLOP/s at %s flops per byte"
              .formatted(
                  row.id(),
                  column.label(),
                  Numbers.number(speed),
                  Numbers.number(row.cost().intensity()));
      svg.point(style, x.at(row.cost().intensity()), y.at(speed), 4.5, words);
    }
  }

  /** One name per kernel, beside its fastest point, unless another name stands there. */
  private void names(Svg svg, LogAxis x, LogAxis y) {
    Set<String> named = new LinkedHashSet<>();
    List<double[]> taken = new ArrayList<>();
    List<Row> fastest = new ArrayList<>(rows);
    fastest.sort((a, b) -> Double.compare(speed(b, study.shipped()), speed(a, study.shipped())));
    for (Row row : fastest) {
      double px = x.at(row.cost().intensity()) + 8;
      double py = y.at(speed(row, study.shipped())) + 4;
      boolean free =
          taken.stream().noneMatch(t -> Math.abs(t[0] - px) < 74 && Math.abs(t[1] - py) < 12);
      if (free && named.add(row.part() + row.name().split("/")[0])) {
        taken.add(new double[] {px, py});
        svg.text(
            "mark",
            px,
            py,
            row.part().equals("gemm") ? "gemm " + row.name() : row.name().split("/")[0]);
      }
    }
  }
}
