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
 * A narrow straight ridge: one direction is flat, all others are steep.
 *
 * <p>Formula: {@code f(x) = x₁² + κΣᵢ₌₂ⁿ xᵢ²}; {@code g₁ = 2x₁}, {@code gᵢ = 2κxᵢ}. Minimum 0 at
 * the origin. Start: (3, …, 3). Domain: |xᵢ| ≤ 5.
 *
 * <p>Source: N. Hansen, S. Finck, R. Ros, A. Auger, «Real-Parameter Black-Box Optimization
 * Benchmarking 2009: Noiseless Functions Definitions», 2009, f₁₂.
 *
 * <p>Without the source's rotation and bend: {@code rotate} turns any problem.
 *
 * @param dimension the dimension n
 * @param condition the condition number κ
 */
public record BentCigar(
    @Setting(value = "dimension", min = 1, max = 1e6) int dimension,
    @Setting(value = "condition number κ", min = 1, max = 1e12) double condition)
    implements ProblemSpec {
  public BentCigar {
    Settings.check(BentCigar.class, dimension, condition);
  }

  /** In ten dimensions with κ = 10⁶. */
  public BentCigar() {
    this(10, 1e6);
  }

  @Override
  public Card card() {
    return new Card(
        "bent-cigar",
        "One direction is flat, all others are steep.",
        "f(x) = x₁² + κΣᵢ₌₂ xᵢ²,  |xᵢ| ≤ 5",
        "N. Hansen, S. Finck, R. Ros, A. Auger, Real-Parameter Black-Box Optimization Benchmarking"
            + " 2009: Noiseless Functions Definitions, 2009",
        "without rotation and bend; rotate turns any problem");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(5));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function().problem(Surface.repeated(dimension, 3), 0, new double[dimension]);
  }

  private final class Function extends Separable {
    Function() {
      super(dimension);
    }

    @Override
    double term(int i, double x) {
      return (i == 1 ? 1 : condition) * x * x;
    }

    @Override
    double slope(int i, double x) {
      return 2 * (i == 1 ? 1 : condition) * x;
    }
  }
}
