package dev.fluxion.optimizers.transform;

import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;

/** Gives its base a changed gradient, in double. Formula: {@code base.step(θ, change(θ, g))}. */
abstract class GradientDefinition extends OptimizerDefinition {
  private final OptimizerDefinition base;

  GradientDefinition(OptimizerDefinition base) {
    super(base.dimension());
    this.base = base;
    include("base", base);
  }

  /** The gradient for the base, given a copy of the true one; must not change any state. */
  abstract void change(double[] theta, double[] gradient);

  /** Takes over what belongs to the state: the step has been taken. */
  void taken() {}

  @Override
  protected final Outcome update(double[] theta, double[] gradient, double loss) {
    double[] changed = gradient.clone();
    change(theta, changed);
    Outcome outcome = base.step(theta, changed, loss);
    if (!outcome.isFinal()) {
      taken();
    }
    return outcome;
  }
}
