package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;
import org.eclipse.collections.api.list.primitive.ImmutableDoubleList;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * The potential of stiffening springs: the higher they swing, the faster.
 *
 * <p>Formula: {@code f(x) = Σ ½ωᵢ²xᵢ² + ¼λxᵢ⁴}; {@code gᵢ = ωᵢ²xᵢ + λxᵢ³}. Minimum 0 at the origin.
 * Start: (1, …, 1). Domain: |xᵢ| ≤ 2.
 *
 * <p>Source: G. Duffing, «Forced Oscillations with Variable Natural Frequency», 1918.
 *
 * @param frequencies the angular frequencies ω; their number is the dimension
 * @param quartic the stiffening λ
 */
public record AnharmonicOscillator(
    @Setting(value = "angular frequencies ω; their number is the dimension", above = 0, max = 1e6)
        ImmutableDoubleList frequencies,
    @Setting(value = "stiffening λ", min = 0, max = 1e6) double quartic)
    implements ProblemSpec {
  public AnharmonicOscillator {
    Settings.check(AnharmonicOscillator.class, frequencies, quartic);
    if (frequencies.isEmpty()) {
      throw new IllegalArgumentException("frequencies is empty; give at least one, such as 1,2");
    }
  }

  /** One spring with ω = λ = 1. */
  public AnharmonicOscillator() {
    this(DoubleLists.immutable.with(1), 1);
  }

  @Override
  public Card card() {
    return new Card(
        "anharmonic-oscillator",
        "Stiffening springs: the higher they swing, the faster.",
        "f(x) = Σ ½ωᵢ²xᵢ² + ¼λxᵢ⁴,  |xᵢ| ≤ 2",
        "G. Duffing, Forced Oscillations with Variable Natural Frequency, 1918");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(2));
  }

  @Override
  public Problem open(RandomKey key) {
    int n = frequencies.size();
    return new Function(frequencies.toArray(), quartic)
        .problem(Surface.repeated(n, 1), 0, new double[n]);
  }

  private static final class Function extends Separable {
    private final double[] w;
    private final double quartic;

    Function(double[] w, double quartic) {
      super(w.length);
      this.w = w;
      this.quartic = quartic;
    }

    @Override
    double term(int i, double x) {
      return 0.5 * w[i - 1] * w[i - 1] * x * x + 0.25 * quartic * x * x * x * x;
    }

    @Override
    double slope(int i, double x) {
      return w[i - 1] * w[i - 1] * x + quartic * x * x * x;
    }
  }
}
