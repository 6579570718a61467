package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Swings between the rate and a minimum along a cosine.
 *
 * <p>Formula: {@code m + ½(α - m)(1 + cos(πk/T))}.
 *
 * <p>Source: I. Loshchilov, F. Hutter, «SGDR: Stochastic Gradient Descent with Warm Restarts»,
 * 2017, equation 5; PyTorch's CosineAnnealingLR. As PyTorch's, it rises again after T steps.
 *
 * @param steps number of steps T from the rate to the minimum
 * @param minimum lowest rate m
 */
public record Cosine(
    @Setting(value = "number of steps T from the rate to the minimum", min = 1) int steps,
    @Setting(value = "lowest rate m", min = 0) double minimum)
    implements Schedule {
  public Cosine {
    Settings.check(Cosine.class, steps, minimum);
  }

  /** The defaults. */
  public Cosine() {
    this(1000, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "cosine",
        "Swings between the rate and a minimum along a cosine.",
        "m + ½(α - m)(1 + cos(πk/T))",
        "I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017,"
            + " equation 5; PyTorch's CosineAnnealingLR",
        "As PyTorch's, it rises again after T steps.");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    return Half.cosine(base, minimum, (double) (k % (2L * steps)) / steps);
  }
}
