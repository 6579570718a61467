package dev.fluxion.autodiff.objective;

/**
 * A function to minimize, as its plain definition in double: the oracle of the tests, the text for
 * readers, and what {@code --precision double} runs. The fast float twin is {@link Objective}.
 */
public interface ObjectiveDefinition extends Curved {
  /** Number of parameters. */
  int dimension();

  /** The value f(θ); the gradient ∇f(θ) is written to {@code gradient}. */
  double valueAndGradient(double[] theta, double[] gradient);

  /** The value f(θ) alone. */
  double value(double[] theta);

  /** Announces step {@code k}; an objective with minibatches chooses one from its key and k. */
  default void beginStep(int step) {}
}
