package dev.fluxion.optimizers.transform;

import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.Outcome;

/** Gives its base a changed gradient, in float. Formula: {@code base.step(θ, change(θ, g))}. */
abstract class GradientEngine extends Optimizer {
  private final Optimizer base;
  private final float[] changed;

  GradientEngine(Optimizer base) {
    super(base.dimension());
    this.base = base;
    this.changed = new float[base.dimension()];
    include("base", base);
  }

  /** Writes the gradient for the base; must not change any state. */
  abstract void change(float[] theta, float[] gradient, float[] changed);

  /** Takes over what belongs to the state: the step has been taken. */
  void taken() {}

  @Override
  protected final Outcome update(float[] theta, float[] gradient, double loss) {
    change(theta, gradient, changed);
    Outcome outcome = base.step(theta, changed, loss);
    if (!outcome.isFinal()) {
      taken();
    }
    return outcome;
  }
}
