package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * Himmelblau's function: four minima of the same depth.
 *
 * <p>Formula: {@code f(x, y) = (x² + y - 11)² + (x + y² - 7)²}. Minimum 0 at (3, 2) and three more
 * points. Start: (0, 0). Domain: |x|, |y| ≤ 5.
 *
 * <p>Source: D. Himmelblau, «Applied Nonlinear Programming», 1972.
 */
public record Himmelblau() implements ProblemSpec {
  @Override
  public Card card() {
    return new Card(
        "himmelblau",
        "Four minima of the same depth.",
        "f(x, y) = (x² + y - 11)² + (x + y² - 7)²,  |x|, |y| ≤ 5",
        "D. Himmelblau, Applied Nonlinear Programming, 1972");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(5));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function().problem(new double[] {0, 0}, 0, 3, 2);
  }

  private static final class Function extends Plane {
    @Override
    double value(double x, double y) {
      double a = x * x + y - 11;
      double b = x + y * y - 7;
      return a * a + b * b;
    }

    @Override
    double slopeX(double x, double y) {
      return 4 * x * (x * x + y - 11) + 2 * (x + y * y - 7);
    }

    @Override
    double slopeY(double x, double y) {
      return 2 * (x * x + y - 11) + 4 * y * (x + y * y - 7);
    }
  }
}
