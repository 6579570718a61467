package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * Beale's function: flat valleys that lead to one minimum between sharp peaks in the corners.
 *
 * <p>Formula: {@code f(x, y) = (1.5 - x(1 - y))² + (2.25 - x(1 - y²))² + (2.625 - x(1 - y³))²}.
 * Minimum 0 at (3, ½). Start: (1, 1). Domain: |x|, |y| ≤ 4.5.
 *
 * <p>Source: E. Beale, «On an Iterative Method for Finding a Local Minimum of a Function of More
 * than One Variable», 1958.
 */
public record Beale() implements ProblemSpec {
  @Override
  public Card card() {
    return new Card(
        "beale",
        "Flat valleys that lead to one minimum between sharp peaks in the corners.",
        "f(x, y) = (1.5 - x + xy)² + (2.25 - x + xy²)² + (2.625 - x + xy³)²,  |x|, |y| ≤ 4.5",
        "E. Beale, On an Iterative Method for Finding a Local Minimum of a Function of More than"
            + " One Variable, 1958");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(4.5));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function().problem(new double[] {1, 1}, 0, 3, 0.5);
  }

  private static final class Function extends Plane {
    @Override
    double value(double x, double y) {
      double a = 1.5 - x * (1 - y);
      double b = 2.25 - x * (1 - y * y);
      double c = 2.625 - x * (1 - y * y * y);
      return a * a + b * b + c * c;
    }

    @Override
    double slopeX(double x, double y) {
      double a = 1.5 - x * (1 - y);
      double b = 2.25 - x * (1 - y * y);
      double c = 2.625 - x * (1 - y * y * y);
      return -2 * (a * (1 - y) + b * (1 - y * y) + c * (1 - y * y * y));
    }

    @Override
    double slopeY(double x, double y) {
      double a = 1.5 - x * (1 - y);
      double b = 2.25 - x * (1 - y * y);
      double c = 2.625 - x * (1 - y * y * y);
      return 2 * x * (a + 2 * b * y + 3 * c * y * y);
    }
  }
}
