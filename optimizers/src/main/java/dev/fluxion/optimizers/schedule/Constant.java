package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Holds the rate, at a part of it for the first steps.
 *
 * <p>Formula: {@code α·factor} while {@code k < steps}, then α.
 *
 * <p>Source: PyTorch's ConstantLR.
 *
 * @param factor part of the rate that the first steps take
 * @param steps number of those steps
 */
public record Constant(
    @Setting(value = "part of the rate that the first steps take", min = 0) double factor,
    @Setting(value = "number of those steps", min = 0) int steps)
    implements Schedule {
  public Constant {
    Settings.check(Constant.class, factor, steps);
  }

  /** The defaults. */
  public Constant() {
    this(1, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "constant",
        "Holds the rate, at a part of it for the first steps.",
        "α·factor while k < steps, then α",
        "PyTorch's ConstantLR");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    return k < steps ? base * factor : base;
  }
}
