package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Zakharov's function: a bowl with one direction that is steeper than all others.
 *
 * <p>Formula: {@code f(x) = Σ xᵢ² + a² + a⁴}, {@code a = ½Σ i·xᵢ}, i = 1 … n; {@code gᵢ = 2xᵢ + i(a
 * + 2a³)}. Minimum 0 at the origin. Start: (1, …, 1). Domain: -5 ≤ xᵢ ≤ 10.
 *
 * <p>Source: V. Zakharov (traditional); document 003, §4.1.
 *
 * @param dimension the dimension n
 */
public record Zakharov(@Setting(value = "dimension", min = 1, max = 1e6) int dimension)
    implements ProblemSpec {
  public Zakharov {
    Settings.check(Zakharov.class, dimension);
  }

  /** In ten dimensions, as in document 003. */
  public Zakharov() {
    this(10);
  }

  @Override
  public Card card() {
    return new Card(
        "zakharov",
        "A bowl with one direction that is steeper than all others.",
        "f(x) = Σ xᵢ² + a² + a⁴,  a = ½Σ i·xᵢ",
        "V. Zakharov (traditional); document 003, §4.1");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(new Domain(-5, 10));
  }

  @Override
  public Problem open(RandomKey key) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return new Problem(
        ParameterLayout.vector("x", dimension),
        new Engine(),
        new Definition(),
        ones,
        OptionalDouble.of(0),
        Optional.of(new double[dimension]));
  }

  private final class Definition implements ObjectiveDefinition {
    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public double value(double[] x) {
      double squares = 0;
      double a = 0;
      for (int i = 0; i < dimension; i++) {
        squares += x[i] * x[i];
        a += 0.5 * (i + 1) * x[i];
      }
      return squares + a * a + a * a * a * a;
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      double a = 0;
      for (int i = 0; i < dimension; i++) {
        a += 0.5 * (i + 1) * x[i];
      }
      for (int i = 0; i < dimension; i++) {
        gradient[i] = 2 * x[i] + (i + 1) * (a + 2 * a * a * a);
      }
      return value(x);
    }
  }

  private final class Engine implements Objective {
    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public double value(float[] x) {
      double squares = 0;
      double a = 0;
      for (int i = 0; i < dimension; i++) {
        squares += (double) x[i] * x[i];
        a += 0.5 * (i + 1) * x[i];
      }
      return squares + a * a + a * a * a * a;
    }

    @Override
    public double valueAndGradient(float[] x, float[] gradient) {
      double squares = 0;
      double a = 0;
      for (int i = 0; i < dimension; i++) {
        squares += (double) x[i] * x[i];
        a += 0.5 * (i + 1) * x[i];
      }
      double steep = a + 2 * a * a * a;
      for (int i = 0; i < dimension; i++) {
        gradient[i] = (float) (2.0 * x[i] + (i + 1) * steep);
      }
      return squares + a * a + a * a * a * a;
    }
  }
}
