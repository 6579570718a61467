package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * The three-hump camel: three valleys in a row, the middle one the deepest.
 *
 * <p>Formula: {@code f(x, y) = 2x² - 1.05x⁴ + x⁶/6 + xy + y²}. Minimum 0 at the origin. Start: (3,
 * 2), above a side valley. Domain: |x|, |y| ≤ 5.
 *
 * <p>Source: F. Branin, «Widely Convergent Method for Finding Multiple Solutions of Simultaneous
 * Nonlinear Equations», 1972; M. Jamil, X.-S. Yang, «A Literature Survey of Benchmark Functions for
 * Global Optimisation Problems», 2013.
 */
public record ThreeHumpCamel() implements ProblemSpec {
  @Override
  public Card card() {
    return new Card(
        "three-hump-camel",
        "Three valleys in a row, the middle one the deepest.",
        "f(x, y) = 2x² - 1.05x⁴ + x⁶/6 + xy + y²,  |x|, |y| ≤ 5",
        "F. Branin, Widely Convergent Method for Finding Multiple Solutions of Simultaneous"
            + " Nonlinear Equations, 1972");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(5));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function().problem(new double[] {3, 2}, 0, 0, 0);
  }

  private static final class Function extends Plane {
    @Override
    double value(double x, double y) {
      double s = x * x;
      return s * (2 + s * (-1.05 + s / 6)) + x * y + y * y;
    }

    @Override
    double slopeX(double x, double y) {
      double s = x * x;
      return x * (4 + s * (-4.2 + s)) + y;
    }

    @Override
    double slopeY(double x, double y) {
      return x + 2 * y;
    }
  }
}
