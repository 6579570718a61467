package dev.fluxion.bench.study;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Cost;
import dev.fluxion.bench.cases.Kind;
import dev.fluxion.bench.cases.Metric;
import dev.fluxion.bench.run.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The measurements of a case with a number of threads.
 *
 * @param part its part
 * @param name its name
 * @param threads number of threads
 * @param metric its unit
 * @param kind the sort of loop
 * @param cost what one call does
 * @param digest the bits that all of our forms gave, or null before that is known
 * @param refused why it was not timed, or null
 * @param times samples by column
 */
public record Row(
    String part,
    String name,
    int threads,
    Metric metric,
    Kind kind,
    Cost cost,
    String digest,
    String refused,
    @JsonDeserialize(as = LinkedHashMap.class) Map<String, List<Block>> times) {
  /** A row without measurements. */
  public static Row of(Case c, int threads) {
    return new Row(
        c.part().id(),
        c.name(),
        threads,
        c.metric(),
        c.kind(),
        c.cost(threads),
        null,
        null,
        new LinkedHashMap<>());
  }

  /** Part, name and threads. */
  public String id() {
    return part + "/" + name + (threads == 1 ? "" : " × " + threads);
  }

  /** Whether it was not timed. */
  public boolean wasRefused() {
    return refused != null;
  }

  /**
   * This row, if all of our forms gave the bits that were seen before; else a refused one without
   * times.
   *
   * @param digests checksum of the results by column; other libraries do not take part
   */
  public Row agreeing(Map<Column, String> digests) {
    String seen = digest;
    for (var entry : digests.entrySet()) {
      if (entry.getKey().ours()) {
        if (seen == null) {
          seen = entry.getValue();
        } else if (!seen.equals(entry.getValue())) {
          String why = "the forms disagree: " + words(digests) + ", expected " + seen;
          return new Row(part, name, threads, metric, kind, cost, seen, why, new LinkedHashMap<>());
        }
      }
    }
    return new Row(part, name, threads, metric, kind, cost, seen, refused, times);
  }

  private static String words(Map<Column, String> digests) {
    List<String> words = new ArrayList<>();
    digests.forEach((column, digest) -> words.add(column.label() + " gives " + digest));
    return String.join(", ", words);
  }

  /** Adds samples. */
  public void add(Column column, Block block) {
    times.computeIfAbsent(column.id(), c -> new ArrayList<>()).add(block);
  }

  /** The samples of a column; empty where there are none. */
  public List<Block> blocks(String column) {
    return times.getOrDefault(column, List.of());
  }

  /** Whether a column was timed. */
  public boolean has(String column) {
    return !blocks(column).isEmpty();
  }
}
