package dev.fluxion.optimizers.averaging;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;

/**
 * An optimizer that keeps an average of its parameters, in double. Formula: {@code a ← a + w(θ -
 * a)} after a step, w from the rule.
 */
final class AveragingDefinition extends OptimizerDefinition {
  private final Weighting rule;
  private final OptimizerDefinition base;
  private final double[] average;
  private final Cell steps = number("steps", 0);
  private final Cell averaged = report(number("averaged", 0));

  AveragingDefinition(Weighting rule, OptimizerDefinition base) {
    super(base.dimension());
    this.rule = rule;
    this.base = base;
    this.average = doubles("average", base.dimension());
    include("base", base);
  }

  @Override
  public void attach(ObjectiveDefinition objective) {
    base.attach(objective);
  }

  @Override
  protected Outcome update(double[] theta, double[] gradient, double loss) {
    Outcome outcome = base.step(theta, gradient, loss);
    if (outcome.isFinal()) {
      return outcome;
    }
    steps.value++;
    if (rule.counts((long) steps.value)) {
      double w = rule.weight((long) averaged.value);
      for (int i = 0; i < average.length; i++) {
        average[i] = (1 - w) * average[i] + w * theta[i];
      }
      averaged.value++;
    }
    return Outcome.RUNNING;
  }
}
