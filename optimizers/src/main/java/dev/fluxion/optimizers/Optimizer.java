package dev.fluxion.optimizers;

import dev.fluxion.autodiff.kernel.AbsoluteMax;
import dev.fluxion.autodiff.objective.Objective;

/**
 * A live optimizer: the float engine. Made by {@link OptimizerSpec#start}; its readable double twin
 * is {@link OptimizerDefinition}.
 *
 * <pre>{@code
 * double loss = objective.valueAndGradient(theta, gradient);
 * Outcome outcome = optimizer.step(theta, gradient, loss);
 * }</pre>
 */
public abstract class Optimizer extends Stateful {
  private final int dimension;
  private float steepest;

  /** For parameters of the given number, of a rule without a learning rate to schedule. */
  protected Optimizer(int dimension) {
    this(dimension, Double.NaN);
  }

  /** For parameters of the given number, of a rule that takes {@link #rate()} at every step. */
  protected Optimizer(int dimension, double rate) {
    super(rate);
    this.dimension = dimension;
  }

  /** Number of parameters. */
  public final int dimension() {
    return dimension;
  }

  /**
   * Changes {@code theta} by one step. A loss or gradient that is NaN or infinite is refused with
   * {@link Outcome#DIVERGED}: neither {@code theta} nor the state is touched.
   *
   * @param theta the parameters; changed in place
   * @param gradient the gradient at theta; not changed
   * @param loss the loss at theta
   */
  public final Outcome step(float[] theta, float[] gradient, double loss) {
    requireLength("theta", theta.length);
    requireLength("gradient", gradient.length);
    steepest = AbsoluteMax.absoluteMax(dimension, gradient, 0);
    if (!Double.isFinite(loss) || !Float.isFinite(steepest)) {
      return Outcome.DIVERGED;
    }
    return update(theta, gradient, loss);
  }

  /**
   * Gives a rule that evaluates more than once per step ({@link Need#EXTRA_EVALUATIONS}) the
   * objective; others ignore it. Called once, before the first step.
   */
  public void attach(Objective objective) {}

  /** The largest magnitude in the gradient of the step under way. */
  protected final float steepest() {
    return steepest;
  }

  /** The rule itself; loss and gradient are finite. */
  protected abstract Outcome update(float[] theta, float[] gradient, double loss);

  private void requireLength(String what, int length) {
    if (length != dimension) {
      throw new IllegalArgumentException(
          what + " must have length " + dimension + ", not " + length);
    }
  }
}
