package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Goes along a straight line, then holds.
 *
 * <p>Formula: {@code α·(start + (end - start)·min(k, T)/T)}.
 *
 * <p>Source: PyTorch's LinearLR. PyTorch multiplies step by step; computed directly the rates
 * differ from its by rounding.
 *
 * @param startFactor part of the rate at the start
 * @param endFactor part of the rate at the end
 * @param steps number of steps T to the end
 */
public record Linear(
    @Setting(value = "part of the rate at the start", min = 0) double startFactor,
    @Setting(value = "part of the rate at the end", min = 0) double endFactor,
    @Setting(value = "number of steps T to the end", min = 1) int steps)
    implements Schedule {
  public Linear {
    Settings.check(Linear.class, startFactor, endFactor, steps);
  }

  /** The defaults. */
  public Linear() {
    this(1, 0, 1000);
  }

  @Override
  public Card card() {
    return new Card(
        "linear",
        "Goes along a straight line, then holds.",
        "α·(start + (end - start)·min(k, T)/T)",
        "PyTorch's LinearLR",
        "PyTorch multiplies step by step; here every rate is computed directly, which differs by"
            + " rounding.");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    double share = (double) Math.min(k, steps) / steps;
    return base * (startFactor + (endFactor - startFactor) * share);
  }
}
