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
 * The potential of a central mass.
 *
 * <p>Formula: {@code f(x) = -μ/√(|x|² + ε²)}; {@code g = μx/(|x|² + ε²)^(3/2)}. With softening ε
 * the minimum is -μ/ε at the origin; without it f falls without end there, and the gradient at the
 * origin is set to 0. Under {@code ẍ = -g}, ε = 0, the circle of radius r has the period 2π√(r³/μ).
 * Start: (1, 0, …, 0). Domain: |xᵢ| ≤ 2.
 *
 * <p>Source: J. Kepler, «Astronomia nova», 1609; softened as by S. Aarseth, «Dynamical Evolution of
 * Clusters of Galaxies», 1963.
 *
 * @param dimension the dimension n
 * @param mass the gravitational parameter μ
 * @param softening the softening ε; 0 for none
 */
public record KeplerPotential(
    @Setting(value = "dimension", min = 1, max = 1e6) int dimension,
    @Setting(value = "gravitational parameter μ", above = 0, max = 1e6) double mass,
    @Setting(value = "softening ε; 0 for none", min = 0, max = 1e6) double softening)
    implements ProblemSpec {
  public KeplerPotential {
    Settings.check(KeplerPotential.class, dimension, mass, softening);
  }

  /** In the plane with μ = 1, not softened. */
  public KeplerPotential() {
    this(2, 1, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "kepler-potential",
        "The potential of a central mass.",
        "f(x) = -μ/√(|x|² + ε²),  |xᵢ| ≤ 2",
        "J. Kepler, Astronomia nova, 1609; S. Aarseth, Dynamical Evolution of Clusters of Galaxies,"
            + " 1963");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(2));
  }

  @Override
  public Problem open(RandomKey key) {
    double[] start = new double[dimension];
    start[0] = 1;
    Function function = new Function();
    return softening == 0
        ? function.problem(start)
        : function.problem(start, -mass / softening, new double[dimension]);
  }

  private final class Function extends Surface {
    Function() {
      super(dimension);
    }

    private double radius(double[] x) {
      double squares = softening * softening;
      for (int i = 0; i < x.length; i++) {
        squares += x[i] * x[i];
      }
      return Math.sqrt(squares);
    }

    @Override
    public double value(double[] x) {
      return -mass / radius(x);
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      double radius = radius(x);
      double pull = radius == 0 ? 0 : mass / (radius * radius * radius);
      for (int i = 0; i < x.length; i++) {
        gradient[i] = pull * x[i];
      }
      return -mass / radius;
    }
  }
}
