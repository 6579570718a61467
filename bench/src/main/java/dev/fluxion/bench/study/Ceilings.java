package dev.fluxion.bench.study;

import dev.fluxion.bench.cases.Caches;
import dev.fluxion.bench.cases.Cost;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The ceilings of a roofline, from the rows of the part {@code machine}: the best that was seen.
 *
 * @param threads number of threads
 * @param peak GFLOP/s by width of the vectors in bits; 0 is scalar
 * @param read GB/s of pure reading by level
 * @param write GB/s of reading and writing by level: the better of copy and triad
 * @param levels the levels, nearest first
 */
public record Ceilings(
    int threads,
    Map<Integer, Double> peak,
    Map<String, Double> read,
    Map<String, Double> write,
    List<Caches.Level> levels) {
  /** What limits a piece of work. */
  public enum Limit {
    /** Bandwidth. */
    MEMORY,
    /** Fused multiply-adds. */
    COMPUTE
  }

  /**
   * How near a time comes to the roof.
   *
   * @param limit which ceiling is the lower one for this work
   * @param level the level of memory that it lives in
   * @param share least time by the ceiling over measured time
   */
  public record Roof(Limit limit, String level, double share) {}

  /** The ceilings of a study for a number of threads. */
  public static Ceilings of(Study study, int threads) {
    Map<Integer, Double> peak = new TreeMap<>();
    Map<String, Double> read = new TreeMap<>();
    Map<String, Double> write = new TreeMap<>();
    for (Row row : study.rows()) {
      if (!row.part().equals("machine") || row.threads() != threads) {
        continue;
      }
      for (var column : study.ours()) {
        if (!row.has(column.id())) {
          continue;
        }
        double best = row.metric().of(row.cost(), Statistics.best(row.blocks(column.id())));
        String[] name = row.name().split("/");
        if (name[0].equals("fma")) {
          peak.merge(column.bits(), best, Math::max);
        } else {
          (name[0].equals("read") ? read : write).merge(name[1], best, Math::max);
        }
      }
    }
    return new Ceilings(threads, peak, read, write, study.host().levels());
  }

  /** Whether they were measured. */
  public boolean known() {
    return !peak.isEmpty() && !read.isEmpty();
  }

  /** The highest FMA peak. */
  public OptionalDouble highestPeak() {
    return peak.values().stream().mapToDouble(p -> p).max();
  }

  /** The level in which arrays of so many bytes live. */
  public String level(double footprint) {
    return levels.stream().filter(l -> footprint <= l.size()).findFirst().orElseThrow().name();
  }

  /** How near a call of so many nanoseconds is to the roof; null where there is none. */
  public Roof roof(Cost cost, double nanoseconds) {
    if (!known() || cost.bytes() == 0) {
      return null;
    }
    String level = level(cost.footprint());
    Map<String, Double> bandwidth = cost.written() == 0 ? read : write;
    double memory = cost.bytes() / bandwidth.getOrDefault(level, Double.POSITIVE_INFINITY);
    double compute = cost.flops() / highestPeak().orElse(Double.POSITIVE_INFINITY);
    Limit limit = memory > compute ? Limit.MEMORY : Limit.COMPUTE;
    return new Roof(limit, level, Math.max(memory, compute) / nanoseconds);
  }
}
