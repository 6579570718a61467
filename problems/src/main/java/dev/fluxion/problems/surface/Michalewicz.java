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
 * Michalewicz's function: narrow valleys between plateaus.
 *
 * <p>Formula: {@code f(x) = -Σ sin xᵢ·sin²ᵐ(i·xᵢ²/π)}. The minimum is found when the problem is
 * opened: coordinate i has i valleys, one between any two zeros of the second sine, and in each the
 * slope changes its sign once. Start: (2.5, 1.2, 2.5, 1.2, …). Domain: 0 ≤ xᵢ ≤ π.
 *
 * <p>Source: Z. Michalewicz, «Genetic Algorithms + Data Structures = Evolution Programs», 1992.
 *
 * @param dimension the dimension n
 * @param steepness the steepness m; the larger, the narrower the valleys
 */
public record Michalewicz(
    @Setting(value = "dimension", min = 1, max = 1000) int dimension,
    @Setting(value = "steepness m", min = 1, max = 100) int steepness)
    implements ProblemSpec {
  public Michalewicz {
    Settings.check(Michalewicz.class, dimension, steepness);
  }

  /** In two dimensions with m = 10. */
  public Michalewicz() {
    this(2, 10);
  }

  @Override
  public Card card() {
    return new Card(
        "michalewicz",
        "Narrow valleys between plateaus.",
        "f(x) = -Σ sin xᵢ·sin²ᵐ(i·xᵢ²/π),  0 ≤ xᵢ ≤ π",
        "Z. Michalewicz, Genetic Algorithms + Data Structures = Evolution Programs, 1992");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(new Domain(0, Math.PI));
  }

  @Override
  public Problem open(RandomKey key) {
    Function function = new Function();
    double[] best = new double[dimension];
    for (int i = 1; i <= dimension; i++) {
      best[i - 1] = function.lowest(i);
    }
    return function.problem(Surface.repeated(dimension, 2.5, 1.2), function.value(best), best);
  }

  private final class Function extends Separable {
    Function() {
      super(dimension);
    }

    private static double turns(int i, double x) {
      return i * x * x / (2 * Math.PI * Math.PI);
    }

    /** The lowest point of the i-th term, by bisection of its slope in every valley. */
    double lowest(int i) {
      double best = 0;
      for (int k = 0; k < i; k++) {
        double left = Math.PI * Math.sqrt(k / (double) i);
        double right = Math.PI * Math.sqrt((k + 1) / (double) i);
        for (double middle = (left + right) / 2;
            left < middle && middle < right;
            middle = (left + right) / 2) {
          if (falls(i, middle)) {
            left = middle;
          } else {
            right = middle;
          }
        }
        best = term(i, left) < term(i, best) ? left : best;
      }
      return best;
    }

    /** The sign of the slope, without the power, which is 0 on the plateaus. */
    private boolean falls(int i, double x) {
      double wave = Turns.sin(turns(i, x));
      double rate = 2 * i * x / Math.PI * Turns.cos(turns(i, x));
      return wave * (Turns.cosOf(x) * wave + Turns.sinOf(x) * 2 * steepness * rate) > 0;
    }

    @Override
    double term(int i, double x) {
      return -Turns.sinOf(x) * IntegerPower.of(Turns.sin(turns(i, x)), 2 * steepness);
    }

    @Override
    double slope(int i, double x) {
      double wave = Turns.sin(turns(i, x));
      double power = IntegerPower.of(wave, 2 * steepness - 1);
      double rate = 2 * i * x / Math.PI * Turns.cos(turns(i, x));
      return -power * (Turns.cosOf(x) * wave + Turns.sinOf(x) * 2 * steepness * rate);
    }
  }
}
