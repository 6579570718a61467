package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Convert;
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
import org.eclipse.collections.api.list.primitive.ImmutableDoubleList;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * An axis-parallel quadratic bowl.
 *
 * <p>Formula: {@code f(x) = Σ cᵢ(xᵢ - aᵢ)² + offset}; {@code gᵢ = 2cᵢ(xᵢ - aᵢ)}. With all {@code cᵢ
 * > 0} the minimum is {@code offset} at {@code a}; the condition number is max c / min c. Start:
 * (10, …, 10). Domain: |xᵢ| ≤ 10.
 *
 * <p>Source: document 004, experiments 1 to 3.
 *
 * @param coefficients the coefficients c; their number is the dimension
 * @param center the center a; a single number stands for all coordinates
 * @param offset the value at the center
 */
public record Quadratic(
    @Setting("coefficients c; their number is the dimension") ImmutableDoubleList coefficients,
    @Setting("center a; a single number stands for all coordinates") ImmutableDoubleList center,
    @Setting("value at the center") double offset)
    implements ProblemSpec {
  public Quadratic {
    Settings.check(Quadratic.class, coefficients, center, offset);
    if (coefficients.isEmpty()) {
      throw new IllegalArgumentException("coefficients is empty; give at least one, such as 1,10");
    }
    if (center.size() != 1 && center.size() != coefficients.size()) {
      throw new IllegalArgumentException(
          "center has "
              + center.size()
              + " numbers; give 1 or as many as there are coefficients ("
              + coefficients.size()
              + ")");
    }
  }

  /** {@code f(x, y) = x² + 10y²}. */
  public Quadratic() {
    this(DoubleLists.immutable.with(1, 10), DoubleLists.immutable.with(0), 0);
  }

  @Override
  public Card card() {
    return new Card(
        "quadratic",
        "An axis-parallel quadratic bowl.",
        "f(x) = Σ cᵢ(xᵢ - aᵢ)² + offset",
        "document 004, experiments 1 to 3");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(10));
  }

  @Override
  public Problem open(RandomKey key) {
    double[] start = new double[coefficients.size()];
    Arrays.fill(start, 10);
    boolean bowl = coefficients.allSatisfy(c -> c > 0);
    return new Problem(
        ParameterLayout.vector("x", start.length),
        new Engine(),
        new Definition(),
        start,
        bowl ? OptionalDouble.of(offset) : OptionalDouble.empty(),
        bowl ? Optional.of(centers()) : Optional.empty());
  }

  private double[] centers() {
    double[] centers = new double[coefficients.size()];
    for (int i = 0; i < centers.length; i++) {
      centers[i] = center.get(center.size() == 1 ? 0 : i);
    }
    return centers;
  }

  private final class Definition implements ObjectiveDefinition {
    private final double[] c = coefficients.toArray();
    private final double[] a = centers();

    @Override
    public int dimension() {
      return c.length;
    }

    @Override
    public double value(double[] x) {
      double f = 0;
      for (int i = 0; i < c.length; i++) {
        f += c[i] * (x[i] - a[i]) * (x[i] - a[i]);
      }
      return f + offset;
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      for (int i = 0; i < c.length; i++) {
        gradient[i] = 2 * c[i] * (x[i] - a[i]);
      }
      return value(x);
    }
  }

  private final class Engine implements Objective {
    private final float[] c = Convert.toFloat(coefficients.toArray());
    private final float[] a = Convert.toFloat(centers());

    @Override
    public int dimension() {
      return c.length;
    }

    @Override
    public double value(float[] x) {
      double f = 0;
      for (int i = 0; i < c.length; i++) {
        double d = x[i] - a[i];
        f += c[i] * d * d;
      }
      return f + offset;
    }

    @Override
    public double valueAndGradient(float[] x, float[] gradient) {
      double f = 0;
      for (int i = 0; i < c.length; i++) {
        float d = x[i] - a[i];
        gradient[i] = 2 * c[i] * d;
        f += c[i] * (double) d * d;
      }
      return f + offset;
    }
  }
}
