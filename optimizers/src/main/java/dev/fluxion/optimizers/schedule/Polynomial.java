package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Falls to 0 along a power.
 *
 * <p>Formula: {@code α·(1 - min(k, T)/T)^p}.
 *
 * <p>Source: PyTorch's PolynomialLR. PyTorch multiplies step by step; computed directly the rates
 * differ from its by rounding.
 *
 * @param steps number of steps T to 0
 * @param power exponent p
 */
public record Polynomial(
    @Setting(value = "number of steps T to 0", min = 1) int steps,
    @Setting(value = "exponent p", min = 0) double power)
    implements Schedule {
  public Polynomial {
    Settings.check(Polynomial.class, steps, power);
  }

  /** The defaults. */
  public Polynomial() {
    this(1000, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "polynomial",
        "Falls to 0 along a power.",
        "α·(1 - min(k, T)/T)^p",
        "PyTorch's PolynomialLR",
        "PyTorch multiplies step by step; here every rate is computed directly, which differs by"
            + " rounding.");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    return base * StrictMath.pow(1 - (double) Math.min(k, steps) / steps, power);
  }
}
