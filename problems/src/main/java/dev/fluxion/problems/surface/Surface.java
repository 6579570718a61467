package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.problems.Problem;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A function whose file gives its formula in double only: it is the definition, and the float
 * engine rounds its gradient.
 *
 * <p>Formula: {@code engine(x) = (f(x), float(∇f(x)))} at the float point x. These functions are
 * sums of large terms that nearly cancel, or all transcendental: in float they would lose digits
 * and gain no time. What a subclass writes must not allocate.
 */
abstract class Surface implements ObjectiveDefinition {
  private final int dimension;

  Surface(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public final int dimension() {
    return dimension;
  }

  /** The problem of a function whose minimum is not known, or that has none. */
  final Problem problem(double[] start) {
    return new Problem(layout(), new Engine(this), this, start);
  }

  /** The problem of a function with a known minimum. */
  final Problem problem(double[] start, double minimum, double... minimizer) {
    return new Problem(
        layout(),
        new Engine(this),
        this,
        start,
        OptionalDouble.of(minimum),
        Optional.of(minimizer));
  }

  private ParameterLayout layout() {
    return ParameterLayout.vector("x", dimension);
  }

  /** A point of n coordinates that repeats some numbers. */
  static double[] repeated(int n, double... numbers) {
    double[] point = new double[n];
    for (int i = 0; i < n; i++) {
      point[i] = numbers[i % numbers.length];
    }
    return point;
  }

  private static final class Engine implements Objective {
    private final Surface function;
    private final double[] wide;
    private final double[] slope;

    Engine(Surface function) {
      this.function = function;
      this.wide = new double[function.dimension];
      this.slope = new double[function.dimension];
    }

    @Override
    public int dimension() {
      return wide.length;
    }

    @Override
    public double value(float[] x) {
      widen(x);
      return function.value(wide);
    }

    @Override
    public double valueAndGradient(float[] x, float[] gradient) {
      widen(x);
      double value = function.valueAndGradient(wide, slope);
      for (int i = 0; i < slope.length; i++) {
        gradient[i] = (float) slope[i];
      }
      return value;
    }

    @Override
    public void beginStep(int step) {
      function.beginStep(step);
    }

    private void widen(float[] x) {
      for (int i = 0; i < wide.length; i++) {
        wide[i] = x[i];
      }
    }
  }
}
