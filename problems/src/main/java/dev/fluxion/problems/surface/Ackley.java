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
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Ackley's function: many local minima around a deep hole.
 *
 * <p>Formula: {@code f(x) = -20·exp(-c·√(|x|²/n)) - exp(Σ cos(2πxᵢ)/n) + 20 + e + r|x|⁸}. Minimum 0
 * at the origin, where f has a cusp; the gradient there is set to 0. Start: (-4, 3, -4, 3, …).
 * Domain: |xᵢ| ≤ 32.768.
 *
 * <p>Source: D. Ackley, «A Connectionist Machine for Genetic Hillclimbing», 1987; document 003,
 * §4.1, which prints c = 0.2 and whose notebook uses c = 0.02 with r = 1e-8.
 *
 * @param dimension the dimension n
 * @param coefficient the coefficient c
 * @param regularization the factor r of |x|⁸
 */
public record Ackley(
    @Setting(value = "dimension", min = 1, max = 1e6) int dimension,
    @Setting(value = "coefficient c", above = 0) double coefficient,
    @Setting(value = "factor r of |x|⁸", min = 0) double regularization)
    implements ProblemSpec {
  public Ackley {
    Settings.check(Ackley.class, dimension, coefficient, regularization);
  }

  /** In two dimensions, without regularization. */
  public Ackley() {
    this(2, 0.2, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "ackley",
        "Many local minima around a deep hole.",
        "f(x) = -20·exp(-c·√(|x|²/n)) - exp(Σ cos(2πxᵢ)/n) + 20 + e + r|x|⁸",
        "D. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987; document 003, §4.1");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(32.768));
  }

  @Override
  public Problem open(RandomKey key) {
    double[] start = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      start[i] = i % 2 == 0 ? -4 : 3;
    }
    return new Problem(
        ParameterLayout.vector("x", dimension),
        new Engine(),
        new Definition(),
        start,
        OptionalDouble.of(0),
        Optional.of(new double[dimension]));
  }

  private final class Definition implements ObjectiveDefinition {
    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public double value(double[] x) {
      return valueAndGradient(x, new double[dimension]);
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      int n = dimension;
      double squares = 0;
      double cosines = 0;
      for (double xi : x) {
        squares += xi * xi;
        cosines += Turns.cos(xi);
      }
      double radius = Math.sqrt(squares / n);
      double hole = 20 * StrictMath.exp(-coefficient * radius);
      double waves = StrictMath.exp(cosines / n);
      for (int i = 0; i < n; i++) {
        double inward = radius == 0 ? 0 : coefficient * hole * x[i] / (n * radius);
        double wave = waves * 2 * Math.PI * Turns.sin(x[i]) / n;
        gradient[i] = inward + wave + 8 * regularization * squares * squares * squares * x[i];
      }
      double wall = regularization * squares * squares * squares * squares;
      return -hole - waves + 20 + Math.E + wall;
    }
  }

  /** The float engine rounds the gradient of the definition: the function is all transcendental. */
  private final class Engine implements Objective {
    private final Definition definition = new Definition();
    private final double[] wide = new double[dimension];
    private final double[] slope = new double[dimension];

    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public double value(float[] x) {
      return definition.valueAndGradient(widen(x), slope);
    }

    @Override
    public double valueAndGradient(float[] x, float[] gradient) {
      double value = definition.valueAndGradient(widen(x), slope);
      for (int i = 0; i < dimension; i++) {
        gradient[i] = (float) slope[i];
      }
      return value;
    }

    private double[] widen(float[] x) {
      for (int i = 0; i < dimension; i++) {
        wide[i] = x[i];
      }
      return wide;
    }
  }
}
