package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import java.util.Arrays;

/**
 * The moves in phase space of which the energy conserving rules with {@code H = log(Π² + s) + log
 * V} are made, in double; {@link EcdEngine} has the same in float.
 *
 * <p>Formulas: kick {@code Π ← fΠ - k(g + wθ)}; drift {@code θ ← θ + 2Δt·Π / (s + Π²)}; turn {@code
 * Π ← |Π|·Q/|Q|} with {@code Q = Π/|Π| + νz}. They are made in a draft, which {@link #commit} makes
 * true unless it overflows.
 */
abstract class EcdDefinition extends OptimizerDefinition {
  private final RandomKey key;
  private final double[] pi;
  private final double[] draft;
  private final double[] moved;
  final Cell steps = number("steps", 0);
  final Cell startEnergy = number("startEnergy", 0);
  final Cell squared = report(number("momentumSquared", 0));
  final Cell energy = telemetry("energy");

  EcdDefinition(int dimension, RandomKey key, double stepSize) {
    super(dimension, stepSize);
    this.key = key;
    this.pi = doubles("momentum", dimension);
    this.draft = new double[dimension];
    this.moved = new double[dimension];
  }

  /**
   * Begins a draft with the present Π, or at the first step with one along -g of a given square.
   */
  final double begin(double[] gradient, double kinetic) {
    if (steps.value > 0) {
      System.arraycopy(pi, 0, draft, 0, draft.length);
      return squared.value;
    }
    double slope = Math.sqrt(sumOfSquares(gradient, 0, gradient.length));
    for (int i = 0; i < draft.length; i++) {
      draft[i] = slope == 0 ? 0 : -gradient[i] * Math.sqrt(kinetic) / slope;
    }
    return slope == 0 ? 0 : kinetic;
  }

  /** {@code Π ← fΠ - k(g + wθ)}; returns Π². */
  final double kick(double f, double k, double[] gradient, double w, double[] theta) {
    for (int i = 0; i < draft.length; i++) {
      draft[i] = f * draft[i] - k * (gradient[i] + w * theta[i]);
    }
    return sumOfSquares(draft, 0, draft.length);
  }

  /** {@code Π·x}. */
  final double along(double[] x) {
    double sum = 0;
    for (int i = 0; i < draft.length; i++) {
      sum += draft[i] * x[i];
    }
    return sum;
  }

  /** {@code θ ← keep·θ + rate·Π}, beside the present θ. */
  final void drift(double[] theta, double keep, double rate) {
    for (int i = 0; i < draft.length; i++) {
      moved[i] = keep * theta[i] + rate * draft[i];
    }
  }

  /** Turns Π, of the given norm, at random; only the direction of Q counts. */
  final void turn(double nu, double norm) {
    if (nu == 0 || norm == 0) {
      return;
    }
    double scale = Math.max(1, nu);
    double[] q = new double[draft.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = draft[i] / norm / scale + nu / scale * key.normal((int) steps.value, i);
    }
    double size = Math.sqrt(sumOfSquares(q, 0, q.length));
    for (int i = 0; i < q.length; i++) {
      draft[i] = norm * q[i] / size;
    }
  }

  /** Makes the draft true. */
  final Outcome commit(double[] theta, double total, double sum) {
    if (!Double.isFinite(sum)
        || !Arrays.stream(draft).allMatch(Double::isFinite)
        || !Arrays.stream(moved).allMatch(Double::isFinite)) {
      return Outcome.DIVERGED;
    }
    System.arraycopy(draft, 0, pi, 0, draft.length);
    System.arraycopy(moved, 0, theta, 0, draft.length);
    startEnergy.value = total;
    squared.value = sum;
    steps.value++;
    return Outcome.RUNNING;
  }
}
