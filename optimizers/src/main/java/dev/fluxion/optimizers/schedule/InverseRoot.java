package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Rises in proportion to the step, then falls with its root.
 *
 * <p>Formula: {@code α·min(t/W, √(W/t))}, {@code t = k + 1}.
 *
 * <p>Source: A. Vaswani et al., «Attention Is All You Need», 2017, equation 3. The settings name
 * the highest rate α, where the paper has (d·W)^-½.
 *
 * @param warmUp number of steps W that the rate rises
 */
public record InverseRoot(
    @Setting(value = "number of steps W that the rate rises", min = 1) int warmUp)
    implements Schedule {
  public InverseRoot {
    Settings.check(InverseRoot.class, warmUp);
  }

  /** The defaults. */
  public InverseRoot() {
    this(1000);
  }

  @Override
  public Card card() {
    return new Card(
        "inverse-root",
        "Rises in proportion to the step, then falls with its root.",
        "α·min(t/W, √(W/t)), t = k + 1",
        "A. Vaswani et al., Attention Is All You Need, 2017, equation 3",
        "The rate reaches α at t = W, where the paper's is {@code (d·W)^-½}.");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    double t = k + 1;
    return base * Math.min(t / warmUp, Math.sqrt(warmUp / t));
  }
}
