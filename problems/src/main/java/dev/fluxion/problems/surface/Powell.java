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
 * Powell's singular function: its Hessian is singular at the minimum, so the approach is slow.
 *
 * <p>Formula: {@code f(x) = Σ (a + 10b)² + 5(c - d)² + (b - 2c)⁴ + 10(a - d)⁴} over groups (a, b,
 * c, d) of four coordinates. Minimum 0 at the origin. Start: (3, -1, 0, 1, 3, -1, 0, 1, …). Domain:
 * -4 ≤ xᵢ ≤ 5.
 *
 * <p>Source: M. Powell, «An Iterative Method for Finding Stationary Values of a Function of Several
 * Variables», The Computer Journal 5, 1962.
 *
 * @param dimension the dimension n, a multiple of 4
 */
public record Powell(
    @Setting(value = "dimension, a multiple of 4", min = 4, max = 1e6) int dimension)
    implements ProblemSpec {
  public Powell {
    Settings.check(Powell.class, dimension);
    if (dimension % 4 != 0) {
      throw new IllegalArgumentException(
          "dimension = "
              + dimension
              + " must be a multiple of 4, such as "
              + (dimension + 4 - dimension % 4));
    }
  }

  /** In four dimensions. */
  public Powell() {
    this(4);
  }

  @Override
  public Card card() {
    return new Card(
        "powell",
        "Its Hessian is singular at the minimum, so the approach is slow.",
        "f(x) = Σ (a + 10b)² + 5(c - d)² + (b - 2c)⁴ + 10(a - d)⁴,  -4 ≤ xᵢ ≤ 5",
        "M. Powell, An Iterative Method for Finding Stationary Values of a Function of Several"
            + " Variables, 1962");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(new Domain(-4, 5));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function(dimension)
        .problem(Surface.repeated(dimension, 3, -1, 0, 1), 0, new double[dimension]);
  }

  private static final class Function extends Surface {
    Function(int dimension) {
      super(dimension);
    }

    @Override
    public double value(double[] x) {
      double f = 0;
      for (int i = 0; i < x.length; i += 4) {
        double p = x[i] + 10 * x[i + 1];
        double q = x[i + 2] - x[i + 3];
        double r = x[i + 1] - 2 * x[i + 2];
        double s = x[i] - x[i + 3];
        f += p * p + 5 * q * q + r * r * r * r + 10 * s * s * s * s;
      }
      return f;
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      for (int i = 0; i < x.length; i += 4) {
        double p = 2 * (x[i] + 10 * x[i + 1]);
        double q = 10 * (x[i + 2] - x[i + 3]);
        double r = x[i + 1] - 2 * x[i + 2];
        double s = x[i] - x[i + 3];
        double bend = 4 * r * r * r;
        double pull = 40 * s * s * s;
        gradient[i] = p + pull;
        gradient[i + 1] = 10 * p + bend;
        gradient[i + 2] = q - 2 * bend;
        gradient[i + 3] = -q - pull;
      }
      return value(x);
    }
  }
}
