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
 * Two wells with a barrier between them, in every coordinate.
 *
 * <p>Formula: {@code f(x) = Σ B(xᵢ² - 1)² + t·xᵢ}; {@code gᵢ = 4Bxᵢ(xᵢ² - 1) + t}. Without tilt t
 * the 2ⁿ wells at ±1 have depth 0; with tilt the one at -1 is the deepest and moves left, to the
 * least root of g, found by Newton's method. Start: (1.5, …, 1.5), above the other well. Domain:
 * |xᵢ| ≤ 2.
 *
 * <p>Source: the usual model of a barrier, see H. Kramers, «Brownian Motion in a Field of Force and
 * the Diffusion Model of Chemical Reactions», Physica 7, 1940.
 *
 * @param dimension the dimension n
 * @param barrier the height B of the barrier
 * @param tilt the tilt t
 */
public record DoubleWell(
    @Setting(value = "dimension", min = 1, max = 1e6) int dimension,
    @Setting(value = "height B of the barrier", above = 0, max = 1e6) double barrier,
    @Setting(value = "tilt t", min = 0, max = 1e6) double tilt)
    implements ProblemSpec {
  public DoubleWell {
    Settings.check(DoubleWell.class, dimension, barrier, tilt);
  }

  /** Two coordinates, barrier 1, no tilt. */
  public DoubleWell() {
    this(2, 1, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "double-well",
        "Two wells with a barrier between them, in every coordinate.",
        "f(x) = Σ B(xᵢ² - 1)² + t·xᵢ,  |xᵢ| ≤ 2",
        "H. Kramers, Brownian Motion in a Field of Force and the Diffusion Model of Chemical"
            + " Reactions, 1940");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(2));
  }

  @Override
  public Problem open(RandomKey key) {
    Function function = new Function();
    double[] best = Surface.repeated(dimension, function.deepest());
    return function.problem(Surface.repeated(dimension, 1.5), function.value(best), best);
  }

  private final class Function extends Separable {
    Function() {
      super(dimension);
    }

    /** From the left of the root, where the slope is concave, Newton's steps stay on the left. */
    double deepest() {
      double x = -1 - tilt / (8 * barrier);
      for (double last = Double.NEGATIVE_INFINITY; last < x; ) {
        last = x;
        x -= slope(1, x) / (4 * barrier * (3 * x * x - 1));
      }
      return x;
    }

    @Override
    double term(int i, double x) {
      double d = x * x - 1;
      return barrier * d * d + tilt * x;
    }

    @Override
    double slope(int i, double x) {
      return 4 * barrier * x * (x * x - 1) + tilt;
    }
  }
}
