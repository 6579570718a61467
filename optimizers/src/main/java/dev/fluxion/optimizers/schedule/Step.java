package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Multiplies the rate after every so many steps.
 *
 * <p>Formula: {@code α·γ^⌊k/size⌋}.
 *
 * <p>Source: PyTorch's StepLR.
 *
 * @param size number of steps between two changes
 * @param gamma factor γ of a change
 */
public record Step(
    @Setting(value = "number of steps between two changes", min = 1) int size,
    @Setting(value = "factor γ of a change", min = 0) double gamma)
    implements Schedule {
  public Step {
    Settings.check(Step.class, size, gamma);
  }

  /** The defaults. */
  public Step() {
    this(1000, 0.1);
  }

  @Override
  public Card card() {
    return new Card(
        "step",
        "Multiplies the rate after every so many steps.",
        "α·γ^⌊k/size⌋",
        "PyTorch's StepLR");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    return base * StrictMath.pow(gamma, k / size);
  }
}
