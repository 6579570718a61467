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
 * The potential of independent springs: each swings at its own frequency, whatever the height.
 *
 * <p>Formula: {@code f(x) = ½Σ ωᵢ²xᵢ²}; {@code gᵢ = ωᵢ²xᵢ}. Under {@code ẍ = -g} coordinate i has
 * the period 2π/ωᵢ. Minimum 0 at the origin. Start: (1, …, 1). Domain: |xᵢ| ≤ 2.
 *
 * <p>Source: L. Landau, E. Lifshitz, «Mechanics», 1960, §21.
 *
 * @param frequencies the angular frequencies ω; their number is the dimension
 */
public record HarmonicOscillator(
    @Setting(value = "angular frequencies ω; their number is the dimension", above = 0, max = 1e6)
        ImmutableDoubleList frequencies)
    implements ProblemSpec {
  public HarmonicOscillator {
    Settings.check(HarmonicOscillator.class, frequencies);
    if (frequencies.isEmpty()) {
      throw new IllegalArgumentException("frequencies is empty; give at least one, such as 1,2");
    }
  }

  /** One spring of period 2π. */
  public HarmonicOscillator() {
    this(DoubleLists.immutable.with(1));
  }

  @Override
  public Card card() {
    return new Card(
        "harmonic-oscillator",
        "Independent springs: each swings at its own frequency, whatever the height.",
        "f(x) = ½Σ ωᵢ²xᵢ²,  |xᵢ| ≤ 2",
        "L. Landau, E. Lifshitz, Mechanics, 1960, §21");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(2));
  }

  @Override
  public Problem open(RandomKey key) {
    int n = frequencies.size();
    return new Function(frequencies.toArray()).problem(Surface.repeated(n, 1), 0, new double[n]);
  }

  private static final class Function extends Separable {
    private final double[] w;

    Function(double[] w) {
      super(w.length);
      this.w = w;
    }

    @Override
    double term(int i, double x) {
      return 0.5 * w[i - 1] * w[i - 1] * x * x;
    }

    @Override
    double slope(int i, double x) {
      return w[i - 1] * w[i - 1] * x;
    }
  }
}
