package dev.fluxion.optimizers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What engines and definitions share: state and telemetry are registered by name when they are
 * made, so saving, restoring and reporting need no code in any optimizer.
 */
public abstract class Stateful {
  private final Map<String, float[]> floats = new LinkedHashMap<>();
  private final Map<String, double[]> doubles = new LinkedHashMap<>();
  private final Map<String, Cell> numbers = new LinkedHashMap<>();
  private final Map<String, Cell> telemetry = new LinkedHashMap<>();
  private double rate;
  private Stateful inner;

  Stateful(double rate) {
    this.rate = rate;
  }

  /** The learning rate in force: that of the settings, or as last set. NaN if there is none. */
  public final double rate() {
    return inner == null ? rate : inner.rate();
  }

  /**
   * Sets the learning rate from the next step on, as schedules do. It is not part of the state:
   * what sets it sets it again after a restore.
   *
   * @throws IllegalArgumentException if the rule has no learning rate
   */
  public final void rate(double value) {
    if (inner != null) {
      inner.rate(value);
    } else if (Double.isNaN(rate)) {
      throw new IllegalArgumentException("the rule has no learning rate that could be set");
    } else {
      rate = value;
    }
  }

  /** A float array of state, zero at first. */
  protected final float[] floats(String name, int size) {
    return register(floats, name, new float[size]);
  }

  /** A double array of state, zero at first. */
  protected final double[] doubles(String name, int size) {
    return register(doubles, name, new double[size]);
  }

  /** A number of state. */
  protected final Cell number(String name, double initial) {
    return register(numbers, name, new Cell(name, initial));
  }

  /** A number to report after every step; not part of the state. */
  protected final Cell telemetry(String name) {
    return register(telemetry, name, new Cell(name, Double.NaN));
  }

  /** Reports a number of the state after every step. */
  protected final Cell report(Cell cell) {
    return register(telemetry, cell.name(), cell);
  }

  /**
   * Makes the state and the telemetry of an inner optimizer part of this one's, under {@code
   * prefix.name}, and its learning rate this one's. What the inner one registers later is not seen.
   */
  protected final void include(String prefix, Stateful inner) {
    this.inner = inner;
    inner.floats.forEach((name, array) -> register(floats, prefix + "." + name, array));
    inner.doubles.forEach((name, array) -> register(doubles, prefix + "." + name, array));
    inner.numbers.forEach((name, cell) -> register(numbers, prefix + "." + name, cell));
    inner.telemetry.forEach((name, cell) -> register(telemetry, prefix + "." + name, cell));
  }

  /** The numbers to report, by name, as of the last step. */
  public final Map<String, Cell> telemetry() {
    return Collections.unmodifiableMap(telemetry);
  }

  /** A copy of the state. */
  public final State save() {
    Map<String, Double> values = new LinkedHashMap<>();
    numbers.forEach((name, cell) -> values.put(name, cell.value));
    return new State(floats, doubles, values);
  }

  /**
   * Puts a saved state back.
   *
   * @throws IllegalArgumentException if names or lengths differ; nothing is changed then
   */
  public final void restore(State state) {
    requireNames("float arrays", floats.keySet(), state.floats().keySet());
    requireNames("double arrays", doubles.keySet(), state.doubles().keySet());
    requireNames("numbers", numbers.keySet(), state.numbers().keySet());
    floats.forEach((name, a) -> requireLength(name, a.length, state.floats().get(name).length));
    doubles.forEach((name, a) -> requireLength(name, a.length, state.doubles().get(name).length));
    floats.forEach((name, a) -> System.arraycopy(state.floats().get(name), 0, a, 0, a.length));
    doubles.forEach((name, a) -> System.arraycopy(state.doubles().get(name), 0, a, 0, a.length));
    numbers.forEach((name, cell) -> cell.value = state.numbers().get(name));
  }

  private static <V> V register(Map<String, V> map, String name, V value) {
    if (map.putIfAbsent(name, value) != null) {
      throw new IllegalStateException("'" + name + "' is registered twice");
    }
    return value;
  }

  private static void requireNames(String what, Set<String> own, Set<String> saved) {
    if (!own.equals(saved)) {
      throw new IllegalArgumentException(
          "the saved state is of another optimizer: its "
              + what
              + " are "
              + new TreeSet<>(saved)
              + ", needed are "
              + new TreeSet<>(own));
    }
  }

  private static void requireLength(String name, int own, int saved) {
    if (own != saved) {
      throw new IllegalArgumentException(
          "the saved '" + name + "' has length " + saved + ", needed is " + own);
    }
  }
}
