package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import java.util.Arrays;

/**
 * What document 001's published package does with a direction d that another rule proposes.
 *
 * <p>Formula: in every tensor {@code m ← δm + (1-δ)d}; {@code H = ½|m|² + ½|d|²}; {@code θ ← θ -
 * α/(√H + ε)·m}; the penalty {@code τ|Δ|²} on the last change Δ of all parameters is computed and
 * never applied.
 *
 * @param learningRate the step size α
 * @param momentumDecay the share δ of m that is kept
 * @param energyConservation whether the rate falls with H
 * @param epsilon added to √H
 * @param temporalStability the strength τ of the penalty that is reported
 */
record HamiltonianUpdate(
    double learningRate,
    double momentumDecay,
    boolean energyConservation,
    double epsilon,
    double temporalStability) {

  private double braked(double rate, double hamiltonian) {
    return energyConservation ? rate / (Math.sqrt(hamiltonian) + epsilon) : rate;
  }

  /** The update in double. */
  abstract static class Definition extends OptimizerDefinition {
    private final HamiltonianUpdate rule;
    private final ParameterLayout layout;
    private final double[] m;
    private final Cell lastSquared = number("lastChangeSquared", 0);
    private final Cell energy = telemetry("energy");
    private final Cell penalty = telemetry("penalty");
    final Cell steps = number("steps", 0);

    Definition(ParameterLayout layout, HamiltonianUpdate rule) {
      super(layout.size(), rule.learningRate);
      this.rule = rule;
      this.layout = layout;
      this.m = doubles("hamiltonianMomentum", layout.size());
    }

    /** Moves θ by a direction. */
    final Outcome follow(double[] direction, double[] theta) {
      int n = theta.length;
      double[] next = new double[n];
      double[] moved = new double[n];
      double squared = 0;
      double total = 0;
      for (Range t : layout.tensors()) {
        int end = t.offset() + t.size();
        for (int i = t.offset(); i < end; i++) {
          next[i] = rule.momentumDecay * m[i] + (1 - rule.momentumDecay) * direction[i];
        }
        double kinetic = sumOfSquares(next, t.offset(), t.size());
        double hamiltonian = 0.5 * kinetic + 0.5 * sumOfSquares(direction, t.offset(), t.size());
        double rate = rule.braked(rate(), hamiltonian);
        for (int i = t.offset(); i < end; i++) {
          moved[i] = theta[i] - rate * next[i];
        }
        squared += rate * rate * kinetic;
        total += hamiltonian;
      }
      if (!Double.isFinite(total) || !Arrays.stream(moved).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      energy.value = total;
      penalty.value = rule.temporalStability * lastSquared.value;
      lastSquared.value = squared;
      System.arraycopy(next, 0, m, 0, n);
      System.arraycopy(moved, 0, theta, 0, n);
      steps.value++;
      return Outcome.RUNNING;
    }
  }

  /** The update in float. */
  abstract static class Engine extends Optimizer {
    private final HamiltonianUpdate rule;
    private final Range[] tensors;
    private final float[] m;
    private final float[] next;
    private final float[] moved;
    private final Cell lastSquared = number("lastChangeSquared", 0);
    private final Cell energy = telemetry("energy");
    private final Cell penalty = telemetry("penalty");
    final Cell steps = number("steps", 0);

    Engine(ParameterLayout layout, HamiltonianUpdate rule) {
      super(layout.size(), rule.learningRate);
      this.rule = rule;
      this.tensors = layout.tensors().toArray(new Range[0]);
      this.m = floats("hamiltonianMomentum", layout.size());
      this.next = new float[layout.size()];
      this.moved = new float[layout.size()];
    }

    /** Moves θ by a direction. */
    final Outcome follow(float[] direction, float[] theta) {
      int n = theta.length;
      float keep = (float) rule.momentumDecay;
      float share = (float) (1 - rule.momentumDecay);
      for (int i = 0; i < n; i++) {
        next[i] = Fma.fma(m[i], keep, share * direction[i]);
      }
      double squared = 0;
      double total = 0;
      for (Range t : tensors) {
        double kinetic = Dot.sumOfSquares(t.size(), next, t.offset());
        double hamiltonian =
            0.5 * kinetic + 0.5 * Dot.sumOfSquares(t.size(), direction, t.offset());
        double rate = rule.braked(rate(), hamiltonian);
        float back = (float) -rate;
        for (int i = t.offset(); i < t.offset() + t.size(); i++) {
          moved[i] = Fma.fma(next[i], back, theta[i]);
        }
        squared += rate * rate * kinetic;
        total += hamiltonian;
      }
      if (!AllFinite.allFinite(n, next, 0) || !AllFinite.allFinite(n, moved, 0)) {
        return Outcome.DIVERGED;
      }
      energy.value = total;
      penalty.value = rule.temporalStability * lastSquared.value;
      lastSquared.value = squared;
      System.arraycopy(next, 0, m, 0, n);
      System.arraycopy(moved, 0, theta, 0, n);
      steps.value++;
      return Outcome.RUNNING;
    }
  }
}
