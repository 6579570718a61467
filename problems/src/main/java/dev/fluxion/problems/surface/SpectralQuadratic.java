package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.Rotation;
import java.util.Optional;

/**
 * A quadratic bowl of any dimension with a chosen spectrum, turned away from the axes if wanted.
 *
 * <p>Formula: {@code f(x) = ½Σ λᵢyᵢ²}, {@code y = Qᵀx}; {@code g = Q(λy)}, with a {@link Rotation}
 * Q, or Q = I. The eigenvalues λ go from 1 to κ. Minimum 0 at the origin. Start: (1, …, 1). Domain:
 * |xᵢ| ≤ 5.
 *
 * <p>Source: the usual test of conditioning, see Y. Nesterov, «Introductory Lectures on Convex
 * Optimization», 2004, §2.1. Any other spectrum: {@code rotate(problem=quadratic(coefficients=…))}.
 *
 * @param dimension the dimension n
 * @param condition the condition number κ
 * @param spectrum how the eigenvalues are spread
 * @param rotated whether Q is a rotation
 */
public record SpectralQuadratic(
    @Setting(value = "dimension", min = 1, max = Rotation.LARGEST) int dimension,
    @Setting(value = "condition number κ", min = 1, max = 1e12) double condition,
    @Setting("how the eigenvalues are spread from 1 to κ") Spectrum spectrum,
    @Setting("whether it is turned away from the axes") boolean rotated)
    implements ProblemSpec {
  /** How the eigenvalues are spread; i counts from 0. */
  public enum Spectrum {
    /** {@code λᵢ = 1 + (κ-1)·i/(n-1)}. */
    LINEAR,
    /** {@code λᵢ = κ^(i/(n-1))}. */
    GEOMETRIC,
    /** 1 in the first half, κ in the second. */
    CLUSTERED
  }

  public SpectralQuadratic {
    Settings.check(SpectralQuadratic.class, dimension, condition, spectrum, rotated);
  }

  /** Ten eigenvalues from 1 to 100 at equal ratios, rotated. */
  public SpectralQuadratic() {
    this(10, 100, Spectrum.GEOMETRIC, true);
  }

  @Override
  public Card card() {
    return new Card(
        "spectral-quadratic",
        "A quadratic bowl with a chosen spectrum, turned away from the axes if wanted.",
        "f(x) = ½Σ λᵢyᵢ²,  y = Qᵀx,  λ from 1 to κ,  |xᵢ| ≤ 5",
        "Y. Nesterov, Introductory Lectures on Convex Optimization, 2004, §2.1");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(5));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function(key.split("rotation"))
        .problem(Surface.repeated(dimension, 1), 0, new double[dimension]);
  }

  private final class Function extends Surface {
    private final Rotation rotation;
    private final double[] eigenvalues = new double[dimension];
    private final double[] y = new double[dimension];

    Function(RandomKey key) {
      super(dimension);
      rotation = rotated ? new Rotation(key, dimension) : null;
      for (int i = 0; i < dimension; i++) {
        double share = dimension == 1 ? 0 : i / (dimension - 1.0);
        eigenvalues[i] =
            switch (spectrum) {
              case LINEAR -> 1 + (condition - 1) * share;
              case GEOMETRIC -> StrictMath.pow(condition, share);
              case CLUSTERED -> share < 0.5 ? 1 : condition;
            };
      }
    }

    @Override
    public double value(double[] x) {
      turn(x);
      double f = 0;
      for (int i = 0; i < y.length; i++) {
        f += 0.5 * eigenvalues[i] * y[i] * y[i];
      }
      return f;
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      double f = value(x);
      for (int i = 0; i < y.length; i++) {
        gradient[i] = eigenvalues[i] * y[i];
      }
      if (rotation != null) {
        rotation.apply(gradient);
      }
      return f;
    }

    /** {@code y = Qᵀx}. */
    private void turn(double[] x) {
      System.arraycopy(x, 0, y, 0, y.length);
      if (rotation != null) {
        rotation.undo(y);
      }
    }
  }
}
