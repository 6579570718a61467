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
 * Griewank's function: a wide bowl with shallow waves.
 *
 * <p>Formula: {@code f(x) = 1 + Σ xᵢ²/4000 - Π cos(xᵢ/√i)}; {@code gᵢ = xᵢ/2000 +
 * sin(xᵢ/√i)/√i·Πⱼ≠ᵢ cos(xⱼ/√j)}, i = 1 … n. Minimum 0 at the origin. Start: (-30, 20, -30, 20, …).
 * Domain: |xᵢ| ≤ 600.
 *
 * <p>Source: A. Griewank, «Generalized Descent for Global Optimization», Journal of Optimization
 * Theory and Applications 34, 1981.
 *
 * @param dimension the dimension n
 */
public record Griewank(@Setting(value = "dimension", min = 1, max = 1e6) int dimension)
    implements ProblemSpec {
  public Griewank {
    Settings.check(Griewank.class, dimension);
  }

  /** In ten dimensions. */
  public Griewank() {
    this(10);
  }

  @Override
  public Card card() {
    return new Card(
        "griewank",
        "A wide bowl with shallow waves.",
        "f(x) = 1 + Σ xᵢ²/4000 - Π cos(xᵢ/√i),  |xᵢ| ≤ 600",
        "A. Griewank, Generalized Descent for Global Optimization, 1981");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(600));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function(dimension)
        .problem(Surface.repeated(dimension, -30, 20), 0, new double[dimension]);
  }

  private static final class Function extends Surface {
    Function(int dimension) {
      super(dimension);
    }

    @Override
    public double value(double[] x) {
      double squares = 0;
      double waves = 1;
      for (int i = 0; i < x.length; i++) {
        squares += x[i] * x[i];
        waves *= Turns.cosOf(x[i] / Math.sqrt(i + 1));
      }
      return 1 + squares / 4000 - waves;
    }

    /** The product without one factor is that of the factors before it and of those behind it. */
    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      double before = 1;
      for (int i = 0; i < x.length; i++) {
        gradient[i] = before;
        before *= Turns.cosOf(x[i] / Math.sqrt(i + 1));
      }
      double behind = 1;
      for (int i = x.length - 1; i >= 0; i--) {
        double root = Math.sqrt(i + 1);
        double others = gradient[i] * behind;
        gradient[i] = x[i] / 2000 + Turns.sinOf(x[i] / root) / root * others;
        behind *= Turns.cosOf(x[i] / root);
      }
      return value(x);
    }
  }
}
