package dev.fluxion.optimizers;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A saved state of an optimizer: named arrays and named numbers. Restoring it continues with the
 * same bits.
 *
 * @param floats arrays of a float engine
 * @param doubles arrays of a double definition
 * @param numbers scalars
 */
public record State(
    SortedMap<String, float[]> floats,
    SortedMap<String, double[]> doubles,
    SortedMap<String, Double> numbers) {

  /** Copies everything, so that a saved state does not change with the optimizer. */
  public State(
      Map<String, float[]> floats, Map<String, double[]> doubles, Map<String, Double> numbers) {
    this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(numbers));
    floats.forEach((name, array) -> this.floats.put(name, array.clone()));
    doubles.forEach((name, array) -> this.doubles.put(name, array.clone()));
  }
}
