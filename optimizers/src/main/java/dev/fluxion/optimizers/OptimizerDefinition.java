package dev.fluxion.optimizers;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;

/**
 * A live optimizer as its plain definition in double: the formula in scalar loops. It is the oracle
 * of the tests, the text for readers, and what {@code --precision double} runs.
 */
public abstract class OptimizerDefinition extends Stateful {
  private final int dimension;

  /** For parameters of the given number, of a rule without a learning rate to schedule. */
  protected OptimizerDefinition(int dimension) {
    this(dimension, Double.NaN);
  }

  /** For parameters of the given number, of a rule that takes {@link #rate()} at every step. */
  protected OptimizerDefinition(int dimension, double rate) {
    super(rate);
    this.dimension = dimension;
  }

  /** Number of parameters. */
  public final int dimension() {
    return dimension;
  }

  /** Changes {@code theta} by one step, as {@link Optimizer#step} does in float. */
  public final Outcome step(double[] theta, double[] gradient, double loss) {
    requireLength("theta", theta.length);
    requireLength("gradient", gradient.length);
    if (!Double.isFinite(loss) || !allFinite(gradient)) {
      return Outcome.DIVERGED;
    }
    return update(theta, gradient, loss);
  }

  /** As {@link Optimizer#attach}. */
  public void attach(ObjectiveDefinition objective) {}

  /** The rule itself; loss and gradient are finite. */
  protected abstract Outcome update(double[] theta, double[] gradient, double loss);

  /** Whether all numbers are finite. */
  protected static boolean allFinite(double[] x) {
    for (double each : x) {
      if (!Double.isFinite(each)) {
        return false;
      }
    }
    return true;
  }

  /** {@code Σ xᵢ²} over a range, the plain way. */
  protected static double sumOfSquares(double[] x, int offset, int size) {
    double sum = 0;
    for (int i = offset; i < offset + size; i++) {
      sum += x[i] * x[i];
    }
    return sum;
  }

  private void requireLength(String what, int length) {
    if (length != dimension) {
      throw new IllegalArgumentException(
          what + " must have length " + dimension + ", not " + length);
    }
  }
}
