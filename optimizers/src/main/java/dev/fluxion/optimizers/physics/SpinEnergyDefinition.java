package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.physics.SpinEnergy.Granularity;
import java.util.Arrays;
import java.util.List;

/** {@link SpinEnergy} in double. Formula: see there. */
final class SpinEnergyDefinition extends OptimizerDefinition {
  private final SpinEnergy rule;
  private final OptimizerDefinition base;
  private final List<Range> tensors;
  private final double[] previous;
  private final double[] spin;
  private final Cell steps = number("steps", 0);
  private final Cell unit = number("unit", 1);
  private final Cell lowest = number("lowestLoss", 0);
  private final Cell cap = report(number("cap", 0));
  private final Cell alpha = telemetry("alpha");
  private final Cell spinEnergy = telemetry("spinEnergy");
  private final Cell kinetic = telemetry("kineticEnergy");

  SpinEnergyDefinition(ParameterLayout layout, SpinEnergy rule, OptimizerDefinition base) {
    super(layout.size());
    this.rule = rule;
    this.base = base;
    tensors = layout.tensors().castToList();
    previous = doubles("previousStep", layout.size());
    boolean each = rule.granularity() == Granularity.ELEMENT;
    spin = doubles("spin", each ? layout.size() : tensors.size());
    include("base", base);
  }

  @Override
  public void attach(ObjectiveDefinition objective) {
    base.attach(objective);
  }

  @Override
  protected Outcome update(double[] theta, double[] gradient, double loss) {
    double[] step = theta.clone();
    Outcome outcome = base.step(step, gradient, loss);
    if (outcome.isFinal()) {
      return outcome;
    }
    if (!Arrays.stream(step).allMatch(Double::isFinite)) {
      return Outcome.DIVERGED;
    }
    for (int i = 0; i < step.length; i++) {
      step[i] -= theta[i];
    }
    if (steps.value == 0) {
      unit.value = rule.unit(loss);
      cap.value = rule.cap() * unit.value;
      lowest.value = loss;
    }
    lowest.value = Math.min(lowest.value, loss);
    if (steps.value > 0 || !rule.repaired()) {
      turn(step);
    }
    double potential = rule.repaired() ? loss - lowest.value : loss;
    double squares = sumOfSquares(spin, 0, spin.length);
    kinetic.value = 0.5 * sumOfSquares(step, 0, step.length);
    spinEnergy.value = rule.spinEnergy(squares, spin.length, unit.value);
    double budget = rule.budget(cap.value, potential, spinEnergy.value, kinetic.value);
    alpha.value = rule.factor(budget, kinetic.value);
    for (int i = 0; i < step.length; i++) {
      theta[i] += alpha.value * step[i];
      previous[i] = rule.repaired() ? step[i] : alpha.value * step[i];
    }
    cap.value *= 1 - rule.capDecay();
    steps.value++;
    return Outcome.RUNNING;
  }

  /** Charges the spins. */
  private void turn(double[] step) {
    double keep = 1 - rule.spinDecay();
    if (rule.granularity() == Granularity.ELEMENT) {
      for (int i = 0; i < step.length; i++) {
        spin[i] = keep * spin[i] + rule.charge() * turn(step, i);
      }
      return;
    }
    for (int k = 0; k < spin.length; k++) {
      Range tensor = tensors.get(k);
      double sum = 0;
      for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
        sum += turn(step, i);
      }
      spin[k] = keep * spin[k] + rule.charge() * sum / tensor.size();
    }
  }

  private double turn(double[] step, int i) {
    double size = Math.abs(step[i]) + Math.abs(previous[i]) + rule.epsilon();
    return Math.abs(step[i] - previous[i]) / size;
  }
}
