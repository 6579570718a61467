package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * Booth's function: a tilted quadratic bowl of condition number 9.
 *
 * <p>Formula: {@code f(x, y) = (x + 2y - 7)² + (2x + y - 5)²}. Minimum 0 at (1, 3). Start: (-8, 8).
 * Domain: |x|, |y| ≤ 10.
 *
 * <p>Source: M. Jamil, X.-S. Yang, «A Literature Survey of Benchmark Functions for Global
 * Optimisation Problems», 2013.
 */
public record Booth() implements ProblemSpec {
  @Override
  public Card card() {
    return new Card(
        "booth",
        "A tilted quadratic bowl of condition number 9.",
        "f(x, y) = (x + 2y - 7)² + (2x + y - 5)²,  |x|, |y| ≤ 10",
        "M. Jamil, X.-S. Yang, A Literature Survey of Benchmark Functions for Global Optimisation"
            + " Problems, 2013");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(10));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function().problem(new double[] {-8, 8}, 0, 1, 3);
  }

  private static final class Function extends Plane {
    @Override
    double value(double x, double y) {
      double a = x + 2 * y - 7;
      double b = 2 * x + y - 5;
      return a * a + b * b;
    }

    @Override
    double slopeX(double x, double y) {
      return 2 * (x + 2 * y - 7) + 4 * (2 * x + y - 5);
    }

    @Override
    double slopeY(double x, double y) {
      return 4 * (x + 2 * y - 7) + 2 * (2 * x + y - 5);
    }
  }
}
