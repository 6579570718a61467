package dev.fluxion.bench.study;

import dev.fluxion.bench.cases.Caches;
import dev.fluxion.bench.cases.Cost;
import dev.fluxion.bench.cases.Kind;
import dev.fluxion.bench.cases.Metric;
import dev.fluxion.bench.run.Column;
import dev.fluxion.bench.run.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Studies made up for tests: a machine of 100 GFLOP/s with 100 GB/s everywhere. */
public final class Synthetic {
  /** The columns of a machine with 256 bits. */
  public static final List<Column> COLUMNS =
      List.of(Column.SCALAR, Column.SUPERWORD, Column.vector(128), Column.vector(256));

  private Synthetic() {}

  /** Six blocks around a time, all columns shaken alike, plus something of their own. */
  public static List<Block> blocks(double nanoseconds, double own) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      double common = 1 + 0.3 * (i % 3); // slow moments of the machine
      double t = nanoseconds * common * (1 + own * (i % 2 == 0 ? 1 : -1));
      blocks.add(new Block(i / 3, i % 3, new double[] {t, 1.01 * t, 0.99 * t}));
    }
    return blocks;
  }

  /** A row with times of the four columns; own noises differ in sign. */
  public static Row row(String name, Metric metric, Kind kind, Cost cost, double... ns) {
    Map<String, List<Block>> times = new LinkedHashMap<>();
    for (int i = 0; i < ns.length; i++) {
      times.put(COLUMNS.get(i).id(), blocks(ns[i], i % 2 == 0 ? 0.01 : -0.01));
    }
    String part = kind == Kind.CEILING ? "machine" : "elem";
    return new Row(part, name, 1, metric, kind, cost, "cafe", null, times);
  }

  /** A study of these rows, on top of the ceilings. */
  public static Study study(Row... rows) {
    List<Row> all = new ArrayList<>();
    all.add(row("fma", Metric.GFLOPS, Kind.CEILING, new Cost(1, 1e5, 0, 0, 0), 8e3, 8e3, 2e3, 1e3));
    for (String level : List.of("L1", "DRAM")) {
      for (String loop : List.of("read", "triad")) {
        Cost cost = new Cost(1, 0, 1e5, loop.equals("read") ? 0 : 1e-9, 0);
        all.add(row(loop + "/" + level, Metric.BANDWIDTH, Kind.CEILING, cost, 8e3, 1e3, 2e3, 1e3));
      }
    }
    all.addAll(List.of(rows));
    Host host =
        new Host(
            "A <processor> & more",
            2,
            "Linux",
            "25",
            "",
            "SIMD is on.",
            List.of(
                new Caches.Level("L1", 32768, 16384),
                new Caches.Level("DRAM", Double.POSITIVE_INFINITY, 1e8)));
    return new Study(
        Study.FORMAT,
        "./fluxion bench",
        "2026-01-01",
        host,
        Plan.NORMAL,
        COLUMNS,
        all,
        List.of("a note"));
  }
}
