package dev.fluxion.experiments;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the user asked for.
 *
 * @param scale how much work
 * @param seed the seed of all random numbers
 * @param precision the precision of runs that do not fix their own
 * @param data sources of data by the ids of generators; runs that would train on a generator's data
 *     take the source instead
 */
public record Plan(Scale scale, long seed, Precision precision, SortedMap<String, String> data) {
  public Plan {
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data == null ? Map.of() : data));
  }

  /** A plan with the experiments' own data. */
  public Plan(Scale scale, long seed, Precision precision) {
    this(scale, seed, precision, null);
  }
}
