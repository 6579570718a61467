package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Falls along a cosine, again and again, over longer and longer times.
 *
 * <p>Formula: {@code m + ½(α - m)(1 + cos(πj/Tᵢ))}, j steps after restart i, {@code Tᵢ₊₁ = c·Tᵢ}.
 *
 * <p>Source: I. Loshchilov, F. Hutter, «SGDR: Stochastic Gradient Descent with Warm Restarts»,
 * 2017; PyTorch's CosineAnnealingWarmRestarts.
 *
 * @param steps number of steps T₀ to the first restart
 * @param factor how much longer c the next time is
 * @param minimum lowest rate m
 */
public record CosineRestarts(
    @Setting(value = "number of steps T₀ to the first restart", min = 1) int steps,
    @Setting(value = "how much longer c the next time is", min = 1) int factor,
    @Setting(value = "lowest rate m", min = 0) double minimum)
    implements Schedule {
  public CosineRestarts {
    Settings.check(CosineRestarts.class, steps, factor, minimum);
  }

  /** The defaults. */
  public CosineRestarts() {
    this(100, 2, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "cosine-restarts",
        "Falls along a cosine, again and again, over longer and longer times.",
        "m + ½(α - m)(1 + cos(πj/Tᵢ)), j steps after restart i, Tᵢ₊₁ = c·Tᵢ",
        "I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017;"
            + " PyTorch's CosineAnnealingWarmRestarts");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    long j = k;
    long length = steps;
    if (factor == 1) {
      j %= length;
    }
    while (j >= length) {
      j -= length;
      length *= factor;
    }
    return Half.cosine(base, minimum, (double) j / length);
  }
}
