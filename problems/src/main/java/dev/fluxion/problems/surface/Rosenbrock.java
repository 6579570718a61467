package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Rosenbrock's banana-shaped valley.
 *
 * <p>Formula: {@code f(x) = Σ 100(xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)²}, i = 1 … n-1. Minimum 0 at (1, …, 1).
 * Start: (-1.2, 1, -1.2, 1, …). Domain: |xᵢ| ≤ 2.048.
 *
 * <p>Source: H. Rosenbrock, «An Automatic Method for Finding the Greatest or Least Value of a
 * Function», The Computer Journal 3, 1960.
 *
 * @param dimension the dimension n
 */
public record Rosenbrock(@Setting(value = "dimension", min = 2, max = 1e8) int dimension)
    implements ProblemSpec {
  public Rosenbrock {
    Settings.check(Rosenbrock.class, dimension);
  }

  /** In two dimensions. */
  public Rosenbrock() {
    this(2);
  }

  @Override
  public Card card() {
    return new Card(
        "rosenbrock",
        "A curved, narrow valley.",
        "f(x) = Σ 100(xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)²",
        "H. Rosenbrock, An Automatic Method for Finding the Greatest or Least Value of a Function,"
            + " 1960");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(2.048));
  }

  @Override
  public Problem open(RandomKey key) {
    double[] start = new double[dimension];
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    for (int i = 0; i < dimension; i++) {
      start[i] = i % 2 == 0 ? -1.2 : 1;
    }
    return new Problem(
        ParameterLayout.vector("x", dimension),
        new Engine(),
        new Definition(),
        start,
        OptionalDouble.of(0),
        Optional.of(ones));
  }

  private final class Definition implements ObjectiveDefinition {
    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public double value(double[] x) {
      double f = 0;
      for (int i = 0; i + 1 < dimension; i++) {
        double rise = x[i + 1] - x[i] * x[i];
        f += 100 * rise * rise + (1 - x[i]) * (1 - x[i]);
      }
      return f;
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      Arrays.fill(gradient, 0);
      for (int i = 0; i + 1 < dimension; i++) {
        double rise = x[i + 1] - x[i] * x[i];
        gradient[i] += -400 * x[i] * rise - 2 * (1 - x[i]);
        gradient[i + 1] += 200 * rise;
      }
      return value(x);
    }
  }

  private final class Engine implements Objective {
    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public double value(float[] x) {
      double f = 0;
      for (int i = 0; i + 1 < dimension; i++) {
        double rise = x[i + 1] - (double) x[i] * x[i];
        double gap = 1.0 - x[i];
        f += 100 * rise * rise + gap * gap;
      }
      return f;
    }

    /** The rise is a difference of nearly equal numbers: it is taken in double. */
    @Override
    public double valueAndGradient(float[] x, float[] gradient) {
      double carried = 0;
      for (int i = 0; i + 1 < dimension; i++) {
        double rise = x[i + 1] - (double) x[i] * x[i];
        gradient[i] = (float) (carried - 400 * x[i] * rise - 2 * (1.0 - x[i]));
        carried = 200 * rise;
      }
      gradient[dimension - 1] = (float) carried;
      return value(x);
    }
  }
}
