package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.physics.StableSgd.Energy;
import dev.fluxion.optimizers.physics.StableSgd.Penalty;
import java.util.Arrays;
import java.util.Set;

/**
 * The step of document 001 that {@code stable-sgd} and its relatives share.
 *
 * <p>Formula: {@code v ← μv + αg}; {@code e = ½v² + ½g²}; {@code a = α / (1 + 0.1√e)}; {@code θ ← θ
 * - (av + τ|Δ|)}; where not braked, {@code θ ← θ - v}.
 *
 * @param learningRate the step size α
 * @param momentum the share μ of the velocity that is kept
 * @param penalty which penalty
 * @param energy what energy lowers the learning rate
 * @param floor energies up to this do not
 */
record StableStep(
    double learningRate, double momentum, Penalty penalty, Energy energy, double floor) {
  private static final double DAMPING = 0.1;

  /** How many steps are taken without a penalty. */
  private static final int FREE = 2;

  /** All that the rule has with this energy and penalty. */
  Set<Invariance> invariances() {
    boolean turns = energy != Energy.ELEMENT && penalty != Penalty.UNSIGNED;
    Set<Invariance> all =
        Set.of(Invariance.PERMUTATION, Invariance.TRANSLATION, Invariance.SEGMENTATION);
    return turns
        ? Set.of(
            Invariance.PERMUTATION,
            Invariance.ROTATION,
            Invariance.TRANSLATION,
            Invariance.SEGMENTATION)
        : all;
  }

  private double braked(double rate, double e) {
    return e > floor ? rate / (1 + DAMPING * Math.sqrt(e)) : rate;
  }

  private boolean remembers() {
    return penalty != Penalty.PROXIMAL;
  }

  /** The step in double. */
  abstract static class Definition extends OptimizerDefinition {
    private final StableStep rule;
    private final double[] v;
    private final double[] change;
    private final Cell steps = number("steps", 0);
    private final Cell total = telemetry("energy");

    Definition(int dimension, StableStep rule) {
      super(dimension, rule.learningRate);
      this.rule = rule;
      this.v = doubles("velocity", dimension);
      this.change = doubles("change", rule.remembers() ? dimension : 0);
    }

    /** One step with penalty τ; not braked, it is ordinary momentum. */
    final Outcome step(double[] theta, double[] gradient, double tau, boolean braked) {
      int n = theta.length;
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        next[i] = rule.momentum * v[i] + rate() * gradient[i];
      }
      total.value = 0.5 * sumOfSquares(next, 0, n) + 0.5 * sumOfSquares(gradient, 0, n);
      double[] moved = new double[n];
      for (int i = 0; i < n; i++) {
        double push = braked ? braked(next[i], gradient[i]) * next[i] : next[i];
        moved[i] = theta[i] - (braked ? penalized(push, tau, i) : push);
      }
      if (!Arrays.stream(next).allMatch(Double::isFinite)
          || !Arrays.stream(moved).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      for (int i = 0; i < change.length; i++) {
        change[i] = moved[i] - theta[i];
      }
      System.arraycopy(next, 0, v, 0, n);
      System.arraycopy(moved, 0, theta, 0, n);
      steps.value++;
      return Outcome.RUNNING;
    }

    private double braked(double velocity, double slope) {
      return switch (rule.energy) {
        case ELEMENT -> rule.braked(rate(), 0.5 * velocity * velocity + 0.5 * slope * slope);
        case TOTAL -> rule.braked(rate(), total.value);
        case NONE -> rate();
      };
    }

    private double penalized(double push, double tau, int i) {
      boolean free = steps.value < FREE;
      return switch (rule.penalty) {
        case UNSIGNED -> free ? push : push + tau * Math.abs(change[i]);
        case SIGNED -> free ? push : push + tau * change[i];
        case PROXIMAL -> push / (1 + tau);
      };
    }
  }

  /** The step in float. */
  abstract static class Engine extends Optimizer {
    private final StableStep rule;
    private final float[] v;
    private final float[] change;
    private final float[] next;
    private final float[] push;
    private final Cell steps = number("steps", 0);
    private final Cell total = telemetry("energy");

    Engine(int dimension, StableStep rule) {
      super(dimension, rule.learningRate);
      this.rule = rule;
      this.v = floats("velocity", dimension);
      this.change = floats("change", rule.remembers() ? dimension : 0);
      this.next = new float[dimension];
      this.push = new float[dimension];
    }

    /** One step with penalty τ; not braked, it is ordinary momentum. */
    final Outcome step(float[] theta, float[] gradient, double tau, boolean braked) {
      int n = theta.length;
      float rate = (float) rate();
      float keep = (float) rule.momentum;
      for (int i = 0; i < n; i++) {
        next[i] = Fma.fma(v[i], keep, rate * gradient[i]);
      }
      total.value = 0.5 * (Dot.sumOfSquares(n, next, 0) + Dot.sumOfSquares(n, gradient, 0));
      if (!braked) {
        System.arraycopy(next, 0, push, 0, n);
      } else if (rule.energy == Energy.ELEMENT) {
        brakeEach(gradient);
      } else {
        float same = rule.energy == Energy.TOTAL ? (float) rule.braked(rate(), total.value) : rate;
        for (int i = 0; i < n; i++) {
          push[i] = same * next[i];
        }
      }
      if (braked) {
        penalize((float) tau);
      }
      for (int i = 0; i < n; i++) {
        push[i] = theta[i] - push[i];
      }
      if (!AllFinite.allFinite(n, next, 0) || !AllFinite.allFinite(n, push, 0)) {
        return Outcome.DIVERGED;
      }
      for (int i = 0; i < change.length; i++) {
        change[i] = push[i] - theta[i];
      }
      System.arraycopy(next, 0, v, 0, n);
      System.arraycopy(push, 0, theta, 0, n);
      steps.value++;
      return Outcome.RUNNING;
    }

    private void brakeEach(float[] gradient) {
      float rate = (float) rate();
      float damping = (float) DAMPING;
      float floor = (float) rule.floor;
      for (int i = 0; i < next.length; i++) {
        float e = 0.5f * Fma.fma(next[i], next[i], gradient[i] * gradient[i]);
        float slow = rate / Fma.fma((float) Math.sqrt(e), damping, 1f);
        push[i] = (e > floor ? slow : rate) * next[i];
      }
    }

    private void penalize(float tau) {
      if (rule.penalty == Penalty.PROXIMAL) {
        float share = 1 / (1 + tau);
        for (int i = 0; i < push.length; i++) {
          push[i] *= share;
        }
      } else if (steps.value >= FREE && rule.penalty == Penalty.SIGNED) {
        for (int i = 0; i < push.length; i++) {
          push[i] = Fma.fma(change[i], tau, push[i]);
        }
      } else if (steps.value >= FREE) {
        for (int i = 0; i < push.length; i++) {
          push[i] = Fma.fma(Math.abs(change[i]), tau, push[i]);
        }
      }
    }
  }
}
