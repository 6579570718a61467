package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.optimizers.SpecText;

/**
 * A learning rate that changes with the steps, as an immutable, validated record. {@link Scheduled}
 * gives it to an optimizer.
 *
 * <p>To add a schedule, write one public record with a constructor without arguments (the defaults)
 * and name it in {@code META-INF/services/dev.fluxion.optimizers.schedule.Schedule}.
 */
public interface Schedule extends Described {
  /**
   * The learning rate of a step.
   *
   * @param base the learning rate that the optimizer's settings say
   * @param step the number of steps taken before, from 0
   * @param loss the loss before the step
   * @param memory {@link #memory()} numbers of state, all 0 at step 0; changed in place
   */
  double rate(double base, long step, double loss, double[] memory);

  /** How many numbers of state it keeps; 0 if the rate depends on the step only. */
  default int memory() {
    return 0;
  }

  /** The learning rate of a step of a schedule without memory. */
  default double rate(double base, long step) {
    if (memory() > 0) {
      throw new IllegalStateException(
          card().id() + " depends on the losses before step " + step + ", not on the step only");
    }
    return rate(base, step, Double.NaN, new double[0]);
  }

  /** The same schedule with all its texts read, to be asked at every step. */
  default Schedule live() {
    return this;
  }

  /** The schedule written in one word, such as {@code cosine(steps=1000)}. */
  static Schedule parse(String text) {
    return SpecText.parse(catalog(), text);
  }

  /** All registered schedules, with their defaults. */
  static Catalog<Schedule> catalog() {
    return Catalog.load("schedule", Schedule.class);
  }
}
