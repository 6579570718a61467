package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Multiplies the rate at every step.
 *
 * <p>Formula: {@code α·γᵏ}.
 *
 * <p>Source: PyTorch's ExponentialLR.
 *
 * @param gamma factor γ of a step
 */
public record Exponential(@Setting(value = "factor γ of a step", min = 0) double gamma)
    implements Schedule {
  public Exponential {
    Settings.check(Exponential.class, gamma);
  }

  /** The defaults. */
  public Exponential() {
    this(0.999);
  }

  @Override
  public Card card() {
    return new Card(
        "exponential", "Multiplies the rate at every step.", "α·γᵏ", "PyTorch's ExponentialLR");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    return base * StrictMath.pow(gamma, k);
  }
}
