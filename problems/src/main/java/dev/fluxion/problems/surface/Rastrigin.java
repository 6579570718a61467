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
 * Rastrigin's function: a bowl with a regular grid of local minima.
 *
 * <p>Formula: {@code f(x) = Σ xᵢ² + 10(1 - cos 2πxᵢ)}; {@code gᵢ = 2xᵢ + 20π·sin 2πxᵢ}. Minimum 0
 * at the origin. Start: (-4, 3, -4, 3, …). Domain: |xᵢ| ≤ 5.12.
 *
 * <p>Source: L. Rastrigin, «Systems of Extremal Control», 1974; in n dimensions H. Mühlenbein, M.
 * Schomisch, J. Born, «The Parallel Genetic Algorithm as Function Optimizer», 1991.
 *
 * @param dimension the dimension n
 */
public record Rastrigin(@Setting(value = "dimension", min = 1, max = 1e6) int dimension)
    implements ProblemSpec {
  public Rastrigin {
    Settings.check(Rastrigin.class, dimension);
  }

  /** In ten dimensions. */
  public Rastrigin() {
    this(10);
  }

  @Override
  public Card card() {
    return new Card(
        "rastrigin",
        "A bowl with a regular grid of local minima.",
        "f(x) = Σ xᵢ² + 10(1 - cos 2πxᵢ),  |xᵢ| ≤ 5.12",
        "L. Rastrigin, Systems of Extremal Control, 1974");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(5.12));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function(dimension)
        .problem(Surface.repeated(dimension, -4, 3), 0, new double[dimension]);
  }

  private static final class Function extends Separable {
    Function(int dimension) {
      super(dimension);
    }

    @Override
    double term(int i, double x) {
      return x * x + 10 * (1 - Turns.cos(x));
    }

    @Override
    double slope(int i, double x) {
      return 2 * x + 20 * Math.PI * Turns.sin(x);
    }
  }
}
