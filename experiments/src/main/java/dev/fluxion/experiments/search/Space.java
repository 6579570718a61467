package dev.fluxion.experiments.search;

import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hyperparameters that a study searches, each with its range. A {@link Dimension.Choice} of one
 * value is fixed: it is set, but not searched.
 *
 * <pre>{@code
 * Space space = Space.parse("""
 *     {"learningRate": {"type": "log", "low": 1e-4, "high": 1}, "beta1": 0.9}""");
 * }</pre>
 *
 * @param dimensions the hyperparameters
 */
public record Space(List<Dimension> dimensions) {
  /** The ends of a range are not tried, so that a setting may exclude them. */
  private static final double NEAREST = 0x1p-33;

  public Space {
    dimensions = List.copyOf(dimensions);
    Set<String> names = new HashSet<>();
    for (Dimension dimension : dimensions) {
      if (!names.add(dimension.name())) {
        throw new IllegalArgumentException("space: " + dimension.name() + " stands in it twice");
      }
    }
    if (dimensions.stream().allMatch(d -> d.count() == 1)) {
      throw new IllegalArgumentException(
          "space: nothing varies in it; give at least one hyperparameter a range, such as"
              + " {\"learningRate\": {\"type\": \"log\", \"low\": 1e-4, \"high\": 1}}");
    }
  }

  /** Of some dimensions. */
  public static Space of(Dimension... dimensions) {
    return new Space(List.of(dimensions));
  }

  /**
   * Reads the form that {@link #json} writes; see docs/tuning.md.
   *
   * @throws IllegalArgumentException if it is not of that form, with what is wrong where
   */
  public static Space parse(String json) {
    return SpaceJson.parse(json);
  }

  /** One line of JSON. */
  public String json() {
    return SpaceJson.write(this);
  }

  /** The dimensions that vary, in order: the coordinates of the unit cube. */
  public List<Dimension> varying() {
    return dimensions.stream().filter(d -> d.count() != 1).toList();
  }

  /** The hyperparameters at a point of the unit cube; its faces stand for points just inside. */
  public SortedMap<String, String> at(double[] point) {
    SortedMap<String, String> parameters = new TreeMap<>();
    int i = 0;
    for (Dimension dimension : dimensions) {
      double u = dimension.count() == 1 ? 0.5 : point[i++];
      parameters.put(dimension.name(), dimension.at(Math.clamp(u, NEAREST, 1 - NEAREST)));
    }
    return parameters;
  }

  /** The point of the unit cube that stands for some hyperparameters. */
  public double[] unit(Map<String, String> parameters) {
    double[] point = new double[dimensions.size()];
    int n = 0;
    for (Dimension dimension : dimensions) {
      if (dimension.count() != 1) {
        point[n++] = dimension.unit(parameters.get(dimension.name()));
      }
    }
    return Arrays.copyOf(point, n);
  }

  /**
   * Checks that an optimizer has these hyperparameters and takes both ends of each, or every value
   * of a choice, the others being at their first end.
   *
   * @throws IllegalArgumentException if not, naming the hyperparameter
   */
  public void require(OptimizerSpec optimizer) {
    double[] point = new double[varying().size()];
    RunKey.configured(optimizer, at(point));
    for (int i = 0; i < point.length; i++) {
      Dimension dimension = varying().get(i);
      int values = dimension instanceof Dimension.Choice ? dimension.count() : 2;
      for (int j = 0; j < values; j++) {
        point[i] = values == 2 ? j : (j + 0.5) / values;
        RunKey.configured(optimizer, at(point));
      }
      point[i] = 0;
    }
  }
}
