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
 * A saddle: unstable directions lead down from a point where the gradient is 0.
 *
 * <p>Formula: {@code f(x) = Σ ½xᵢ²} over the stable coordinates, which come first, plus {@code Σ
 * -½xᵢ² + ¼w·xᵢ⁴} over the u unstable ones. With a wall w &gt; 0 the minimum is {@code -u/4w} at
 * {@code ±1/√w} in the unstable coordinates and 0 in the others; without one there is none. Start:
 * (1, …, 1, 0.001, …, 0.001), almost on the ridge. Domain: |xᵢ| ≤ 2.
 *
 * <p>Source: the normal form of a saddle, see Y. Dauphin and others, «Identifying and Attacking the
 * Saddle Point Problem in High-Dimensional Non-Convex Optimization», 2014.
 *
 * @param dimension the dimension n
 * @param unstable the number u of unstable coordinates, the last ones
 * @param wall the factor w of the wall; 0 for none
 */
public record Saddle(
    @Setting(value = "dimension", min = 1, max = 1e6) int dimension,
    @Setting(value = "number u of unstable coordinates, the last ones", min = 1, max = 1e6)
        int unstable,
    @Setting(value = "factor w of the wall; 0 for none", min = 0, max = 1e6) double wall)
    implements ProblemSpec {
  public Saddle {
    Settings.check(Saddle.class, dimension, unstable, wall);
    if (unstable > dimension) {
      throw new IllegalArgumentException(
          "unstable = " + unstable + " must not be above dimension = " + dimension);
    }
  }

  /** One stable and one unstable coordinate between walls. */
  public Saddle() {
    this(2, 1, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "saddle",
        "Unstable directions lead down from a point where the gradient is 0.",
        "f(x) = Σ ½xᵢ² (stable) + Σ -½xᵢ² + ¼w·xᵢ⁴ (unstable),  |xᵢ| ≤ 2",
        "Y. Dauphin and others, Identifying and Attacking the Saddle Point Problem in"
            + " High-Dimensional Non-Convex Optimization, 2014");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(2));
  }

  @Override
  public Problem open(RandomKey key) {
    double[] start = new double[dimension];
    double[] best = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      start[i] = i < dimension - unstable ? 1 : 1e-3;
      best[i] = i < dimension - unstable ? 0 : 1 / Math.sqrt(wall);
    }
    Function function = new Function();
    return wall == 0
        ? function.problem(start)
        : function.problem(start, -unstable / (4 * wall), best);
  }

  private final class Function extends Separable {
    Function() {
      super(dimension);
    }

    @Override
    double term(int i, double x) {
      double square = 0.5 * x * x;
      return i <= dimension - unstable ? square : square * (wall * square - 1);
    }

    @Override
    double slope(int i, double x) {
      return i <= dimension - unstable ? x : x * (wall * x * x - 1);
    }
  }
}
