package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Goes up and down between a minimum and the rate, along lines.
 *
 * <p>Formula: {@code m + (α - m)·tri(k)·s}; tri rises from 0 to 1 over {@code up} steps and falls
 * back over {@code down}; {@code s = 1} (triangular), {@code 2^-c} in cycle c (halving) or {@code
 * γᵏ} (exponential).
 *
 * <p>Source: L. Smith, «Cyclical Learning Rates for Training Neural Networks», 2017; PyTorch's
 * CyclicLR. The optimizer's rate is the upper bound, PyTorch's max_lr. Momentum is not cycled.
 *
 * @param minimum lowest rate m
 * @param up number of steps of a rise
 * @param down number of steps of a fall
 * @param mode how the cycles shrink
 * @param gamma factor γ of a step, exponential
 */
public record Cyclic(
    @Setting(value = "lowest rate m", min = 0) double minimum,
    @Setting(value = "number of steps of a rise", min = 1) int up,
    @Setting(value = "number of steps of a fall", min = 1) int down,
    @Setting("how the cycles shrink") Mode mode,
    @Setting(value = "factor γ of a step, exponential", min = 0, max = 1) double gamma)
    implements Schedule {
  /** How the cycles shrink. */
  public enum Mode {
    /** All are the same. */
    TRIANGULAR,
    /** Each is half as high as the one before. */
    HALVING,
    /** The height falls at every step. */
    EXPONENTIAL
  }

  public Cyclic {
    Settings.check(Cyclic.class, minimum, up, down, mode, gamma);
  }

  /** The defaults. */
  public Cyclic() {
    this(0, 1000, 1000, Mode.TRIANGULAR, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "cyclic",
        "Goes up and down between a minimum and the rate, along lines.",
        "m + (α - m)·tri(k)·s: s = 1, 2^-c or γᵏ in cycle c",
        "L. Smith, Cyclical Learning Rates for Training Neural Networks, 2017; PyTorch's CyclicLR",
        "The optimizer's rate is the upper bound, PyTorch's max_lr. PyTorch's also swings the"
            + " momentum; here momentum stays.");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    long length = (long) up + down;
    long j = k % length;
    double height = j <= up ? (double) j / up : (double) (length - j) / down;
    double scale =
        switch (mode) {
          case TRIANGULAR -> 1;
          case HALVING -> StrictMath.pow(0.5, k / length);
          case EXPONENTIAL -> StrictMath.pow(gamma, k);
        };
    return minimum + (base - minimum) * height * scale;
  }
}
