package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Lowers the rate when the loss has not become better for a while.
 *
 * <p>Formula: {@code α·c}, and {@code c ← f·c} as soon as more than {@code patience} losses in a
 * row are not better than the best, {@code loss < best·(1 - ε)} (relative) or {@code loss < best -
 * ε} (absolute). After a change, {@code cooldown} losses are not counted. The rate stays at or
 * above {@code minimum}, and a change of less than 1e-8 is not made.
 *
 * <p>Source: PyTorch's ReduceLROnPlateau. It sees the loss before the step, θ being where the last
 * step left it; the first loss is that of the start.
 *
 * @param factor factor f of a change
 * @param patience number of losses that may be no better
 * @param threshold what counts as better, ε
 * @param relative whether ε is a part of the best loss
 * @param cooldown number of losses that are not counted after a change
 * @param minimum lowest rate
 */
public record Plateau(
    @Setting(value = "factor f of a change", above = 0, below = 1) double factor,
    @Setting(value = "number of losses that may be no better", min = 0) int patience,
    @Setting(value = "what counts as better, ε", min = 0) double threshold,
    @Setting("whether ε is a part of the best loss") boolean relative,
    @Setting(value = "losses that are not counted after a change", min = 0) int cooldown,
    @Setting(value = "lowest rate", min = 0) double minimum)
    implements Schedule {
  private static final int RATE = 0;
  private static final int BEST = 1;
  private static final int BAD = 2;
  private static final int COOLING = 3;

  /** Changes smaller than this are not made. */
  private static final double SMALL = 1e-8;

  public Plateau {
    Settings.check(Plateau.class, factor, patience, threshold, relative, cooldown, minimum);
  }

  /** The defaults. */
  public Plateau() {
    this(0.1, 10, 1e-4, true, 0, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "plateau",
        "Lowers the rate when the loss has not become better for a while.",
        "α ← max(f·α, minimum) after more than `patience` losses not below best·(1 - ε) or best -"
            + " ε",
        "PyTorch's ReduceLROnPlateau",
        "Sees the loss before each step, at all steps; PyTorch's is told a loss when the user"
            + " likes.");
  }

  @Override
  public int memory() {
    return 4;
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    if (k == 0) {
      memory[RATE] = base;
      memory[BEST] = Double.POSITIVE_INFINITY;
      memory[BAD] = 0;
      memory[COOLING] = 0;
    }
    if (loss < bar(memory[BEST])) {
      memory[BEST] = loss;
      memory[BAD] = 0;
    } else {
      memory[BAD]++;
    }
    if (memory[COOLING] > 0) {
      memory[COOLING]--;
      memory[BAD] = 0;
    }
    if (memory[BAD] > patience) {
      double lower = Math.max(memory[RATE] * factor, minimum);
      memory[RATE] = memory[RATE] - lower > SMALL ? lower : memory[RATE];
      memory[COOLING] = cooldown;
      memory[BAD] = 0;
    }
    return memory[RATE];
  }

  private double bar(double best) {
    if (Double.isInfinite(best)) {
      return best;
    }
    return relative ? best * (1 - threshold) : best - threshold;
  }
}
