package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * The function of Styblinski and Tang: two valleys in every coordinate, one deeper.
 *
 * <p>Formula: {@code f(x) = ½Σ xᵢ⁴ - 16xᵢ² + 5xᵢ}; {@code gᵢ = 2xᵢ³ - 16xᵢ + 5/2}. Minimum
 * -39.166…·n at (-2.9035, …, -2.9035). Start: (4, …, 4), above the other valleys. Domain: |xᵢ| ≤ 5.
 *
 * <p>Source: M. Styblinski, T. Tang, «Experiments in Nonconvex Optimization: Stochastic
 * Approximation with Function Smoothing and Simulated Annealing», Neural Networks 3, 1990.
 *
 * @param dimension the dimension n
 */
public record StyblinskiTang(@Setting(value = "dimension", min = 1, max = 1e6) int dimension)
    implements ProblemSpec {
  /** The least root of {@code 4x³ - 32x + 5 = 0}. */
  private static final double BEST = -2.903534027771177;

  public StyblinskiTang {
    Settings.check(StyblinskiTang.class, dimension);
  }

  /** In ten dimensions. */
  public StyblinskiTang() {
    this(10);
  }

  @Override
  public Card card() {
    return new Card(
        "styblinski-tang",
        "Two valleys in every coordinate, one deeper.",
        "f(x) = ½Σ xᵢ⁴ - 16xᵢ² + 5xᵢ,  |xᵢ| ≤ 5",
        "M. Styblinski, T. Tang, Experiments in Nonconvex Optimization, 1990");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(5));
  }

  @Override
  public Problem open(RandomKey key) {
    Function function = new Function(dimension);
    double[] best = Surface.repeated(dimension, BEST);
    return function.problem(Surface.repeated(dimension, 4), function.value(best), best);
  }

  private static final class Function extends Separable {
    Function(int dimension) {
      super(dimension);
    }

    @Override
    double term(int i, double x) {
      return 0.5 * (x * x * x * x - 16 * x * x + 5 * x);
    }

    @Override
    double slope(int i, double x) {
      return 2 * x * x * x - 16 * x + 2.5;
    }
  }
}
