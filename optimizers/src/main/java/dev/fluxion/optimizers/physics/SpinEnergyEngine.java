package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.physics.SpinEnergy.Granularity;

/**
 * {@link SpinEnergy} in float, with energies in double. Formula: see there. Where α = 1 the base's
 * step is taken bit by bit.
 */
final class SpinEnergyEngine extends Optimizer {
  private final SpinEnergy rule;
  private final Optimizer base;
  private final Range[] tensors;
  private final float[] previous;
  private final float[] spin;
  private final float[] moved;
  private final float[] step;
  private final float small;
  private final Cell steps = number("steps", 0);
  private final Cell unit = number("unit", 1);
  private final Cell lowest = number("lowestLoss", 0);
  private final Cell cap = report(number("cap", 0));
  private final Cell alpha = telemetry("alpha");
  private final Cell spinEnergy = telemetry("spinEnergy");
  private final Cell kinetic = telemetry("kineticEnergy");

  SpinEnergyEngine(ParameterLayout layout, SpinEnergy rule, Optimizer base) {
    super(layout.size());
    this.rule = rule;
    this.base = base;
    tensors = layout.tensors().toArray(new Range[0]);
    previous = floats("previousStep", layout.size());
    boolean each = rule.granularity() == Granularity.ELEMENT;
    spin = floats("spin", each ? layout.size() : tensors.length);
    moved = new float[layout.size()];
    step = new float[layout.size()];
    small = Math.max((float) rule.epsilon(), Float.MIN_VALUE);
    include("base", base);
  }

  @Override
  public void attach(Objective objective) {
    base.attach(objective);
  }

  @Override
  protected Outcome update(float[] theta, float[] gradient, double loss) {
    int n = theta.length;
    System.arraycopy(theta, 0, moved, 0, n);
    Outcome outcome = base.step(moved, gradient, loss);
    if (outcome.isFinal()) {
      return outcome;
    }
    for (int i = 0; i < n; i++) {
      step[i] = moved[i] - theta[i];
    }
    if (!AllFinite.allFinite(n, step, 0)) {
      return Outcome.DIVERGED;
    }
    if (steps.value == 0) {
      unit.value = rule.unit(loss);
      cap.value = rule.cap() * unit.value;
      lowest.value = loss;
    }
    lowest.value = Math.min(lowest.value, loss);
    if (steps.value > 0 || !rule.repaired()) {
      turn();
    }
    double potential = rule.repaired() ? loss - lowest.value : loss;
    double squares = Dot.sumOfSquares(spin.length, spin, 0);
    kinetic.value = 0.5 * Dot.sumOfSquares(n, step, 0);
    spinEnergy.value = rule.spinEnergy(squares, spin.length, unit.value);
    double budget = rule.budget(cap.value, potential, spinEnergy.value, kinetic.value);
    alpha.value = rule.factor(budget, kinetic.value);
    move(theta);
    cap.value *= 1 - rule.capDecay();
    steps.value++;
    return Outcome.RUNNING;
  }

  private void move(float[] theta) {
    int n = theta.length;
    float factor = (float) alpha.value;
    if (alpha.value == 1) {
      System.arraycopy(moved, 0, theta, 0, n);
    } else {
      for (int i = 0; i < n; i++) {
        theta[i] = Fma.fma(step[i], factor, theta[i]);
      }
    }
    float kept = rule.repaired() ? 1 : factor;
    for (int i = 0; i < n; i++) {
      previous[i] = kept * step[i];
    }
  }

  private void turn() {
    float keep = (float) (1 - rule.spinDecay());
    float charge = (float) rule.charge();
    if (rule.granularity() == Granularity.ELEMENT) {
      for (int i = 0; i < spin.length; i++) {
        spin[i] = Fma.fma(turn(step[i], previous[i], small), charge, keep * spin[i]);
      }
      return;
    }
    for (int k = 0; k < spin.length; k++) {
      double sum = 0;
      for (int i = tensors[k].offset(); i < tensors[k].offset() + tensors[k].size(); i++) {
        sum += turn(step[i], previous[i], small);
      }
      spin[k] = Fma.fma((float) (sum / tensors[k].size()), charge, keep * spin[k]);
    }
  }

  private static float turn(float r, float p, float epsilon) {
    return Math.abs(r - p) / (Math.abs(r) + Math.abs(p) + epsilon);
  }
}
