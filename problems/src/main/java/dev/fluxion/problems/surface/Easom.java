package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * Easom's function: a narrow hole in a wide plain.
 *
 * <p>Formula: {@code f(x, y) = -cos x·cos y·exp(-(x - π)² - (y - π)²)}. Minimum -1 at (π, π).
 * Start: (2, 2.5). Domain: |x|, |y| ≤ 100; the gradient is felt within about 5 of the hole.
 *
 * <p>Source: E. Easom, «A Survey of Global Optimization Techniques», 1990.
 */
public record Easom() implements ProblemSpec {
  @Override
  public Card card() {
    return new Card(
        "easom",
        "A narrow hole in a wide plain.",
        "f(x, y) = -cos x·cos y·exp(-(x - π)² - (y - π)²),  |x|, |y| ≤ 100",
        "E. Easom, A Survey of Global Optimization Techniques, 1990");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(100));
  }

  @Override
  public Problem open(RandomKey key) {
    return new Function().problem(new double[] {2, 2.5}, -1, Math.PI, Math.PI);
  }

  private static final class Function extends Plane {
    private static double hole(double x, double y) {
      double dx = x - Math.PI;
      double dy = y - Math.PI;
      return StrictMath.exp(-dx * dx - dy * dy);
    }

    @Override
    double value(double x, double y) {
      return -Turns.cosOf(x) * Turns.cosOf(y) * hole(x, y);
    }

    @Override
    double slopeX(double x, double y) {
      double wave = Turns.sinOf(x) + 2 * (x - Math.PI) * Turns.cosOf(x);
      return wave * Turns.cosOf(y) * hole(x, y);
    }

    @Override
    double slopeY(double x, double y) {
      double wave = Turns.sinOf(y) + 2 * (y - Math.PI) * Turns.cosOf(y);
      return wave * Turns.cosOf(x) * hole(x, y);
    }
  }
}
