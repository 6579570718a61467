package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * Matyas' function: a flat quadratic valley along the diagonal, of condition number 25.
 *
 * <p>Formula: {@code f(x, y) = 0.26(x² + y²) - 0.48xy}. Minimum 0 at the origin. Start: (8, -6).
 * Domain: |x|, |y| ≤ 10.
 *
 * <p>Source: J. Matyas, «Random Optimization», Automation and Remote Control 26, 1965; M. Jamil,
 * X.-S. Yang, «A Literature Survey of Benchmark Functions for Global Optimisation Problems», 2013.
 */
public record Matyas() implements ProblemSpec {
  @Override
  public Card card() {
    return new Card(
        "matyas",
        "A flat quadratic valley along the diagonal, of condition number 25.",
        "f(x, y) = 0.26(x² + y²) - 0.48xy,  |x|, |y| ≤ 10",
        "J. Matyas, Random Optimization, 1965");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(10));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function().problem(new double[] {8, -6}, 0, 0, 0);
  }

  private static final class Function extends Plane {
    @Override
    double value(double x, double y) {
      return 0.26 * (x * x + y * y) - 0.48 * x * y;
    }

    @Override
    double slopeX(double x, double y) {
      return 0.52 * x - 0.48 * y;
    }

    @Override
    double slopeY(double x, double y) {
      return 0.52 * y - 0.48 * x;
    }
  }
}
