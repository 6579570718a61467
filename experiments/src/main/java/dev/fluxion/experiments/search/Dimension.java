package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.catalog.Names;
import java.util.List;

/**
 * A hyperparameter and where it is searched, seen as the unit interval, in which all samplers work.
 *
 * <p>Formula: {@code value = low + u·(high - low)}, its logarithm likewise, or number {@code ⌊u·k⌋}
 * of k values.
 */
public sealed interface Dimension {
  /** The setting's name. */
  String name();

  /** The value at {@code 0 ≤ u ≤ 1}, as text that settings read. */
  String at(double u);

  /** Where a value lies in the unit interval; one of k values in the middle of its part. */
  double unit(String value);

  /** The number k of values; 0 if there is a continuum of them. */
  int count();

  /** Numbers between two bounds, all equally likely. */
  record Uniform(String name, double low, double high) implements Dimension {
    public Uniform {
      requireOrder(name, low, high);
      if (Double.isInfinite(high - low)) {
        throw wrong(name, "the range from " + low + " to " + high + " is too wide for a double");
      }
    }

    @Override
    public String at(double u) {
      return Double.toString(Math.clamp(low + u * (high - low), low, high));
    }

    @Override
    public double unit(String value) {
      return Math.clamp((Double.parseDouble(value) - low) / (high - low), 0, 1);
    }

    @Override
    public int count() {
      return 0;
    }
  }

  /** Numbers between two positive bounds, all magnitudes equally likely. */
  record LogUniform(String name, double low, double high) implements Dimension {
    public LogUniform {
      requireOrder(name, low, high);
      if (low <= 0) {
        throw wrong(name, "low = " + low + " must be positive for a logarithmic range");
      }
    }

    @Override
    public String at(double u) {
      double logarithm = StrictMath.log(low) + u * width();
      return Double.toString(Math.clamp(StrictMath.exp(logarithm), low, high));
    }

    @Override
    public double unit(String value) {
      double above = StrictMath.log(Double.parseDouble(value)) - StrictMath.log(low);
      return Math.clamp(above / width(), 0, 1);
    }

    @Override
    public int count() {
      return 0;
    }

    private double width() {
      return StrictMath.log(high) - StrictMath.log(low);
    }
  }

  /** Integers between two bounds, both included. */
  record Whole(String name, int low, int high) implements Dimension {
    public Whole {
      requireOrder(name, low, high);
      if ((long) high - low >= Integer.MAX_VALUE) {
        throw wrong(name, "the range from " + low + " to " + high + " has too many integers");
      }
    }

    @Override
    public String at(double u) {
      return String.valueOf(low + part(u, count()));
    }

    @Override
    public double unit(String value) {
      return (Integer.parseInt(value) - low + 0.5) / count();
    }

    @Override
    public int count() {
      return high - low + 1;
    }
  }

  /** One of several values without order, such as true and false. */
  record Choice(String name, List<String> values) implements Dimension {
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw wrong(name, "there must be at least one value to choose");
      }
      if (values.stream().distinct().count() < values.size()) {
        throw wrong(name, "a value stands twice in " + values);
      }
    }

    @Override
    public String at(double u) {
      return values.get(part(u, count()));
    }

    @Override
    public double unit(String value) {
      int index = values.indexOf(value);
      if (index < 0) {
        throw new IllegalArgumentException(Names.unknown("value of " + name, value, values));
      }
      return (index + 0.5) / count();
    }

    @Override
    public int count() {
      return values.size();
    }
  }

  /** The part of the unit interval, of k equal ones, that holds u. */
  static int part(double u, int k) {
    return Math.clamp((long) (u * k), 0, k - 1);
  }

  private static void requireOrder(String name, double low, double high) {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw wrong(name, "the bounds " + low + " and " + high + " must be finite");
    }
    if (!(low < high)) {
      throw wrong(name, "low = " + low + " must be less than high = " + high);
    }
  }

  private static IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException("space, " + name + ": " + what);
  }
}
