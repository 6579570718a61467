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
 * Levy's function: waves across a flat bowl.
 *
 * <p>Formula: {@code f(x) = sin² πw₁ + Σᵢ₌₁ⁿ⁻¹ (wᵢ - 1)²(1 + 10 sin²(πwᵢ + 1)) + (wₙ - 1)²(1 + sin²
 * 2πwₙ)}, {@code wᵢ = 1 + (xᵢ - 1)/4}. Minimum 0 at (1, …, 1). Start: (-5, 7, -5, 7, …). Domain:
 * |xᵢ| ≤ 10.
 *
 * <p>Source: A. Levy, A. Montalvo, «The Tunneling Algorithm for the Global Minimization of
 * Functions», 1985; in this form M. Laguna, R. Martí, «Experimental Testing of Advanced Scatter
 * Search Designs», 2005.
 *
 * @param dimension the dimension n
 */
public record Levy(@Setting(value = "dimension", min = 1, max = 1e6) int dimension)
    implements ProblemSpec {
  public Levy {
    Settings.check(Levy.class, dimension);
  }

  /** In ten dimensions. */
  public Levy() {
    this(10);
  }

  @Override
  public Card card() {
    return new Card(
        "levy",
        "Waves across a flat bowl.",
        "f(x) = sin² πw₁ + Σ (wᵢ - 1)²(1 + 10 sin²(πwᵢ + 1)) + (wₙ - 1)²(1 + sin² 2πwₙ),"
            + "  wᵢ = 1 + (xᵢ - 1)/4,  |xᵢ| ≤ 10",
        "A. Levy, A. Montalvo, The Tunneling Algorithm for the Global Minimization of Functions,"
            + " 1985; M. Laguna, R. Martí, Experimental Testing of Advanced Scatter Search Designs,"
            + " 2005");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(10));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function()
        .problem(Surface.repeated(dimension, -5, 7), 0, Surface.repeated(dimension, 1));
  }

  private final class Function extends Separable {
    /** One radian, in turns. */
    private static final double TURN = 1 / (2 * Math.PI);

    Function() {
      super(dimension);
    }

    @Override
    double term(int i, double x) {
      double w = 1 + (x - 1) / 4;
      double first = i == 1 ? Turns.sin(w / 2) : 0;
      double wave = i < dimension ? Turns.sin(w / 2 + TURN) : Turns.sin(w);
      return first * first + (w - 1) * (w - 1) * (1 + (i < dimension ? 10 : 1) * wave * wave);
    }

    @Override
    double slope(int i, double x) {
      double w = 1 + (x - 1) / 4;
      double d = w - 1;
      double first = i == 1 ? Math.PI * Turns.sin(w) : 0;
      if (i == dimension) {
        double wave = Turns.sin(w);
        double turn = 2 * Math.PI * Turns.sin(2 * w);
        return (first + 2 * d * (1 + wave * wave) + d * d * turn) / 4;
      }
      double wave = Turns.sin(w / 2 + TURN);
      double turn = 10 * Math.PI * Turns.sin(w + 2 * TURN);
      return (first + 2 * d * (1 + 10 * wave * wave) + d * d * turn) / 4;
    }
  }
}
