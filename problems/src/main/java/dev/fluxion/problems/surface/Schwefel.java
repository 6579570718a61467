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
 * Schwefel's function: the second best minimum is far from the best.
 *
 * <p>Formula: {@code f(x) = Σ 418.98… - xᵢ·sin √|xᵢ|}; {@code gᵢ = -sin r - ½r·cos r}, {@code r =
 * √|xᵢ|}. Minimum 0 at (420.97, …, 420.97). Start: (100, -200, 100, -200, …). Domain: |xᵢ| ≤ 500;
 * outside of it there are lower values.
 *
 * <p>Source: H.-P. Schwefel, «Numerical Optimization of Computer Models», 1981.
 *
 * @param dimension the dimension n
 */
public record Schwefel(@Setting(value = "dimension", min = 1, max = 1e6) int dimension)
    implements ProblemSpec {
  /** Where {@code tan √x = -½√x}. */
  private static final double BEST = 420.968746359982027;

  /** {@code x·sin √x} there. */
  private static final double HEIGHT = 418.982887272433706;

  public Schwefel {
    Settings.check(Schwefel.class, dimension);
  }

  /** In ten dimensions. */
  public Schwefel() {
    this(10);
  }

  @Override
  public Card card() {
    return new Card(
        "schwefel",
        "The second best minimum is far from the best.",
        "f(x) = Σ 418.98… - xᵢ·sin √|xᵢ|,  |xᵢ| ≤ 500",
        "H.-P. Schwefel, Numerical Optimization of Computer Models, 1981");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(500));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function(dimension)
        .problem(Surface.repeated(dimension, 100, -200), 0, Surface.repeated(dimension, BEST));
  }

  private static final class Function extends Separable {
    Function(int dimension) {
      super(dimension);
    }

    @Override
    double term(int i, double x) {
      return HEIGHT - x * Turns.sinOf(Math.sqrt(Math.abs(x)));
    }

    @Override
    double slope(int i, double x) {
      double r = Math.sqrt(Math.abs(x));
      return -Turns.sinOf(r) - 0.5 * r * Turns.cosOf(r);
    }
  }
}
