package dev.fluxion.autodiff.objective;

/**
 * A function to minimize: the float engine. The readable double twin is {@link
 * ObjectiveDefinition}.
 *
 * <p>The value is a double, accumulated in double; parameters and gradient are flat float arrays.
 * An objective may hold work space, so one thread uses it at a time.
 */
public interface Objective extends Curved {
  /** Number of parameters. */
  int dimension();

  /**
   * The value f(θ); the gradient ∇f(θ) is written to {@code gradient}.
   *
   * @param theta the parameters, length {@link #dimension()}; not changed
   * @param gradient receives the gradient, length {@link #dimension()}; overwritten
   */
  double valueAndGradient(float[] theta, float[] gradient);

  /** The value f(θ) alone. */
  double value(float[] theta);

  /** Announces step {@code k}; an objective with minibatches chooses one from its key and k. */
  default void beginStep(int step) {}
}
