package dev.fluxion.optimizers.averaging;

import dev.fluxion.autodiff.kernel.Axpby;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.Outcome;
import java.util.function.Consumer;

/**
 * An optimizer that keeps an average of its parameters, in float. Formula: {@code a ← a + w(θ - a)}
 * after a step, w from the rule. The steps themselves are the base's, to the last bit.
 */
public final class AveragingEngine extends Optimizer {
  private final Weighting rule;
  private final Optimizer base;
  private final float[] average;
  private final Cell steps = number("steps", 0);
  private final Cell averaged = report(number("averaged", 0));

  AveragingEngine(Weighting rule, Optimizer base) {
    super(base.dimension());
    this.rule = rule;
    this.base = base;
    this.average = floats("average", base.dimension());
    include("base", base);
  }

  @Override
  public void attach(Objective objective) {
    base.attach(objective);
  }

  @Override
  protected Outcome update(float[] theta, float[] gradient, double loss) {
    Outcome outcome = base.step(theta, gradient, loss);
    if (outcome.isFinal()) {
      return outcome;
    }
    steps.value++;
    if (rule.counts((long) steps.value)) {
      double w = rule.weight((long) averaged.value);
      Axpby.axpby(theta.length, (float) w, (float) (1 - w), theta, 0, average, 0);
      averaged.value++;
    }
    return Outcome.RUNNING;
  }

  /**
   * Writes the average.
   *
   * @throws IllegalStateException if no parameters have been averaged yet
   */
  public void average(float[] out) {
    requireAverage();
    System.arraycopy(average, 0, out, 0, average.length);
  }

  /**
   * Puts the average in the place of the parameters, lets the caller use it, and puts the
   * parameters back. What depends on the parameters and is not among them, such as the running mean
   * and variance of batch normalization, has to be recomputed by the caller, here and afterwards:
   * one pass over the data forward.
   *
   * @param theta the parameters; as before when this returns
   * @param use is given {@code theta}, which holds the average
   * @throws IllegalStateException if no parameters have been averaged yet
   */
  public void withAverage(float[] theta, Consumer<float[]> use) {
    requireAverage();
    float[] kept = theta.clone();
    System.arraycopy(average, 0, theta, 0, average.length);
    try {
      use.accept(theta);
    } finally {
      System.arraycopy(kept, 0, theta, 0, kept.length);
    }
  }

  private void requireAverage() {
    if (averaged.value == 0) {
      throw new IllegalStateException(
          "nothing has been averaged in " + (long) steps.value + " steps; " + rule.begins());
    }
  }
}
