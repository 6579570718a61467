package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * Two basins of almost the same depth and different widths.
 *
 * <p>Formula: {@code f(x) = 1 - exp(-0.4a) - (1 - 2.75·10⁻⁶)exp(-0.8b) + 0.001ab}, {@code a = |x -
 * (-2, -2)|²}, {@code b = |x - (2, 2)|²}. The wide basin, around (-2, -2), has the value
 * -7.6·10⁻¹²; the narrow one is the minimum, -1.08·10⁻⁸, at (1.999995, 1.999995). Start: (10, -10),
 * as in the source. Domain: |x|, |y| ≤ 10.
 *
 * <p>Source: G. B. De Luca, E. Silverstein, «Born-Infeld (BI) for AI: Energy-Conserving Descent
 * (ECD) for Optimization», 2022, the experiment with two basins, with the numbers of its published
 * notebook.
 */
public record MultiBasin() implements ProblemSpec {
  @Override
  public Card card() {
    return new Card(
        "multi-basin",
        "Two basins of almost the same depth and different widths.",
        "f(x) = 1 - exp(-0.4a) - (1 - 2.75·10⁻⁶)exp(-0.8b) + 0.001ab,  a = |x - (-2, -2)|²,"
            + "  b = |x - (2, 2)|²,  |xᵢ| ≤ 10",
        "G. B. De Luca, E. Silverstein, Born-Infeld (BI) for AI: Energy-Conserving Descent (ECD)"
            + " for Optimization, 2022");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(10));
  }

  @Override
  public Problem open(RandomKey key) {
    Function function = new Function();
    double[] best = {1.9999946906337631, 1.9999946906337631};
    return function.problem(new double[] {10, -10}, function.value(best), best);
  }

  private static final class Function extends Plane {
    /** The depth of the narrow basin without the tail of the other. */
    private static final double NARROW = 1 - 0.00000275;

    private static double square(double x, double y) {
      return x * x + y * y;
    }

    /** {@code 2·∂f/∂a}. */
    private static double pullWide(double a, double b) {
      return 0.8 * StrictMath.exp(-0.4 * a) + 0.002 * b;
    }

    /** {@code 2·∂f/∂b}. */
    private static double pullNarrow(double a, double b) {
      return 1.6 * NARROW * StrictMath.exp(-0.8 * b) + 0.002 * a;
    }

    @Override
    double value(double x, double y) {
      double a = square(x + 2, y + 2);
      double b = square(x - 2, y - 2);
      return 1 - StrictMath.exp(-0.4 * a) - NARROW * StrictMath.exp(-0.8 * b) + 0.001 * a * b;
    }

    @Override
    double slopeX(double x, double y) {
      double a = square(x + 2, y + 2);
      double b = square(x - 2, y - 2);
      return (x + 2) * pullWide(a, b) + (x - 2) * pullNarrow(a, b);
    }

    @Override
    double slopeY(double x, double y) {
      double a = square(x + 2, y + 2);
      double b = square(x - 2, y - 2);
      return (y + 2) * pullWide(a, b) + (y - 2) * pullNarrow(a, b);
    }
  }
}
