package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * The six-hump camel: six valleys, two of them the deepest.
 *
 * <p>Formula: {@code f(x, y) = (4 - 2.1x² + x⁴/3)x² + xy + (4y² - 4)y²}. Minimum -1.0316… at
 * ±(0.0898…, -0.7127…). Start: (2, 1). Domain: |x|, |y| ≤ 3.
 *
 * <p>Source: L. Dixon, G. Szegő, «The Global Optimization Problem: An Introduction», 1978.
 */
public record SixHumpCamel() implements ProblemSpec {
  @Override
  public Card card() {
    return new Card(
        "six-hump-camel",
        "Six valleys, two of them the deepest.",
        "f(x, y) = (4 - 2.1x² + x⁴/3)x² + xy + (4y² - 4)y²,  |x|, |y| ≤ 3",
        "L. Dixon, G. Szegő, The Global Optimization Problem: An Introduction, 1978");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(3));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function()
        .problem(
            new double[] {2, 1}, -1.0316284534898774, 0.08984201310031806, -0.7126564030207396);
  }

  private static final class Function extends Plane {
    @Override
    double value(double x, double y) {
      double s = x * x;
      double t = y * y;
      return (4 + s * (-2.1 + s / 3)) * s + x * y + (4 * t - 4) * t;
    }

    @Override
    double slopeX(double x, double y) {
      double s = x * x;
      return x * (8 + s * (-8.4 + 2 * s)) + y;
    }

    @Override
    double slopeY(double x, double y) {
      return x + y * (16 * y * y - 8);
    }
  }
}
