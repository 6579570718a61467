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
 * The sum of different powers: flatter from coordinate to coordinate.
 *
 * <p>Formula: {@code f(x) = Σ |xᵢ|ⁱ⁺¹}; {@code gᵢ = (i+1)|xᵢ|ⁱ·sign xᵢ}, i = 1 … n. Minimum 0 at
 * the origin. Start: (1, …, 1). Domain: |xᵢ| ≤ 1.
 *
 * <p>Source: M. Jamil, X.-S. Yang, «A Literature Survey of Benchmark Functions for Global
 * Optimisation Problems», 2013.
 *
 * @param dimension the dimension n
 */
public record SumOfPowers(@Setting(value = "dimension", min = 1, max = 1000) int dimension)
    implements ProblemSpec {
  public SumOfPowers {
    Settings.check(SumOfPowers.class, dimension);
  }

  /** In ten dimensions. */
  public SumOfPowers() {
    this(10);
  }

  @Override
  public Card card() {
    return new Card(
        "sum-of-powers",
        "Flatter from coordinate to coordinate.",
        "f(x) = Σ |xᵢ|ⁱ⁺¹,  |xᵢ| ≤ 1",
        "M. Jamil, X.-S. Yang, A Literature Survey of Benchmark Functions for Global Optimisation"
            + " Problems, 2013");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(1));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function(dimension)
        .problem(Surface.repeated(dimension, 1), 0, new double[dimension]);
  }

  private static final class Function extends Separable {
    Function(int dimension) {
      super(dimension);
    }

    @Override
    double term(int i, double x) {
      return IntegerPower.of(Math.abs(x), i + 1);
    }

    @Override
    double slope(int i, double x) {
      return (i + 1) * IntegerPower.of(Math.abs(x), i) * Math.signum(x);
    }
  }
}
