package dev.fluxion.problems;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A function to minimize, ready to run. One thread uses a problem at a time.
 *
 * @param layout the parameters
 * @param objective the float engine
 * @param definition the same function as its double definition
 * @param start where to start by default
 * @param minimum the smallest value, where it is known
 * @param minimizer a point where it is taken, where that is known
 */
public record Problem(
    ParameterLayout layout,
    Objective objective,
    ObjectiveDefinition definition,
    double[] start,
    OptionalDouble minimum,
    Optional<double[]> minimizer) {
  public Problem {
    int n = layout.size();
    if (objective.dimension() != n || definition.dimension() != n || start.length != n) {
      throw new IllegalArgumentException(
          "layout, objective, definition and start disagree: "
              + n
              + ", "
              + objective.dimension()
              + ", "
              + definition.dimension()
              + ", "
              + start.length);
    }
  }

  /** A problem whose minimum is not known. */
  public Problem(
      ParameterLayout layout, Objective objective, ObjectiveDefinition definition, double[] start) {
    this(layout, objective, definition, start, OptionalDouble.empty(), Optional.empty());
  }

  /** The same function of the same parameters, seen as tensors of other sizes. */
  public Problem split(int... sizes) {
    return new Problem(layout.split(sizes), objective, definition, start, minimum, minimizer);
  }

  /** Number of parameters. */
  public int dimension() {
    return layout.size();
  }
}
