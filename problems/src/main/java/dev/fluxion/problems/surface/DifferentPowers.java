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
 * Different powers: a valley that flattens at different rates towards the minimum.
 *
 * <p>Formula: {@code f(x) = √(Σ |xᵢ|^pᵢ)}, {@code pᵢ = 2 + 4(i-1)/(n-1)}; {@code gᵢ =
 * pᵢ|xᵢ|^(pᵢ-1)·sign xᵢ / 2f}. Minimum 0 at the origin, where f has a cusp; the gradient there is
 * set to 0. Start: (3, …, 3). Domain: |xᵢ| ≤ 5.
 *
 * <p>Source: N. Hansen, S. Finck, R. Ros, A. Auger, «Real-Parameter Black-Box Optimization
 * Benchmarking 2009: Noiseless Functions Definitions», 2009, f₁₄.
 *
 * <p>Without the source's rotation: {@code rotate} turns any problem.
 *
 * @param dimension the dimension n
 */
public record DifferentPowers(@Setting(value = "dimension", min = 2, max = 1e6) int dimension)
    implements ProblemSpec {
  public DifferentPowers {
    Settings.check(DifferentPowers.class, dimension);
  }

  /** In ten dimensions. */
  public DifferentPowers() {
    this(10);
  }

  @Override
  public Card card() {
    return new Card(
        "different-powers",
        "A valley that flattens at different rates towards the minimum.",
        "f(x) = √(Σ |xᵢ|^(2 + 4(i-1)/(n-1))),  |xᵢ| ≤ 5",
        "N. Hansen, S. Finck, R. Ros, A. Auger, Real-Parameter Black-Box Optimization Benchmarking"
            + " 2009: Noiseless Functions Definitions, 2009",
        "without rotation; rotate turns any problem");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(5));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function(dimension)
        .problem(Surface.repeated(dimension, 3), 0, new double[dimension]);
  }

  private static final class Function extends Surface {
    Function(int dimension) {
      super(dimension);
    }

    private double power(int i) {
      return 2 + 4.0 * i / (dimension() - 1);
    }

    @Override
    public double value(double[] x) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += StrictMath.exp(power(i) * StrictMath.log(Math.abs(x[i])));
      }
      return Math.sqrt(sum);
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      double f = value(x);
      for (int i = 0; i < x.length; i++) {
        double slope = power(i) * StrictMath.exp((power(i) - 1) * StrictMath.log(Math.abs(x[i])));
        gradient[i] = f == 0 ? 0 : Math.signum(x[i]) * slope / (2 * f);
      }
      return f;
    }
  }
}
