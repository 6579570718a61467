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
 * The function of Dixon and Price: a chain of valleys, each bent by the one before.
 *
 * <p>Formula: {@code f(x) = (x₁ - 1)² + Σᵢ₌₂ⁿ i(2xᵢ² - xᵢ₋₁)²}. Minimum 0 at {@code xᵢ = 2^(2^(1-i)
 * - 1)}: (1, 0.707, 0.595, …), and at its mirror image in xₙ. Start: (2, …, 2). Domain: |xᵢ| ≤ 10.
 *
 * <p>Source: L. Dixon, R. Price, «The Truncated Newton Method for Sparse Unconstrained Optimisation
 * Using Automatic Differentiation», Journal of Optimization Theory and Applications 60, 1989.
 *
 * @param dimension the dimension n
 */
public record DixonPrice(@Setting(value = "dimension", min = 1, max = 1e6) int dimension)
    implements ProblemSpec {
  public DixonPrice {
    Settings.check(DixonPrice.class, dimension);
  }

  /** In ten dimensions. */
  public DixonPrice() {
    this(10);
  }

  @Override
  public Card card() {
    return new Card(
        "dixon-price",
        "A chain of valleys, each bent by the one before.",
        "f(x) = (x₁ - 1)² + Σᵢ₌₂ i(2xᵢ² - xᵢ₋₁)²,  |xᵢ| ≤ 10",
        "L. Dixon, R. Price, The Truncated Newton Method for Sparse Unconstrained Optimisation"
            + " Using Automatic Differentiation, 1989");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(10));
  }

  @Override
  public Problem open(RandomKey key) {
    double[] best = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      best[i] = i == 0 ? 1 : Math.sqrt(best[i - 1] / 2);
    }
    return new Function(dimension).problem(Surface.repeated(dimension, 2), 0, best);
  }

  private static final class Function extends Surface {
    Function(int dimension) {
      super(dimension);
    }

    @Override
    public double value(double[] x) {
      double f = (x[0] - 1) * (x[0] - 1);
      for (int i = 1; i < x.length; i++) {
        double gap = 2 * x[i] * x[i] - x[i - 1];
        f += (i + 1) * gap * gap;
      }
      return f;
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      gradient[0] = 2 * (x[0] - 1);
      for (int i = 1; i < x.length; i++) {
        double pull = 2 * (i + 1) * (2 * x[i] * x[i] - x[i - 1]);
        gradient[i - 1] -= pull;
        gradient[i] = 4 * x[i] * pull;
      }
      return value(x);
    }
  }
}
