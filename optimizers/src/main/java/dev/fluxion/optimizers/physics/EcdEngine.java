package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.Outcome;

/**
 * The moves in phase space of which the energy conserving rules with {@code H = log(Π² + s) + log
 * V} are made, in float; {@link EcdDefinition} has the same in double.
 *
 * <p>Formulas: kick {@code Π ← fΠ - k(g + wθ)}; drift {@code θ ← θ + 2Δt·Π / (s + Π²)}; turn {@code
 * Π ← |Π|·Q/|Q|} with {@code Q = Π/|Π| + νz}. They are made in a draft, which {@link #commit} makes
 * true unless it overflows. Scalars and sums are doubles.
 */
abstract class EcdEngine extends Optimizer {
  /** Beyond this, ν|Π| is taken out of |Π|·Q. */
  private static final double CHAOTIC = 0x1p64;

  private final RandomKey key;
  private final float[] pi;
  private final float[] draft;
  private final float[] moved;
  private final float[] noise;
  final Cell steps = number("steps", 0);
  final Cell startEnergy = number("startEnergy", 0);
  final Cell squared = report(number("momentumSquared", 0));
  final Cell energy = telemetry("energy");

  EcdEngine(int dimension, RandomKey key, double stepSize) {
    super(dimension, stepSize);
    this.key = key;
    this.pi = floats("momentum", dimension);
    this.draft = new float[dimension];
    this.moved = new float[dimension];
    this.noise = new float[dimension];
  }

  /**
   * Begins a draft with the present Π, or at the first step with one along -g of a given square.
   */
  final double begin(float[] gradient, double kinetic) {
    int n = draft.length;
    if (steps.value > 0) {
      System.arraycopy(pi, 0, draft, 0, n);
      return squared.value;
    }
    double slope = Math.sqrt(Dot.sumOfSquares(n, gradient, 0));
    float factor = slope == 0 ? 0 : (float) (-Math.sqrt(kinetic) / slope);
    for (int i = 0; i < n; i++) {
      draft[i] = factor * gradient[i];
    }
    return slope == 0 ? 0 : kinetic;
  }

  /** {@code Π ← fΠ - k(g + wθ)}; returns Π². */
  final double kick(double f, double k, float[] gradient, double w, float[] theta) {
    int n = draft.length;
    float keep = (float) f;
    float push = (float) -k;
    if (w == 0) {
      for (int i = 0; i < n; i++) {
        draft[i] = Fma.fma(gradient[i], push, keep * draft[i]);
      }
    } else {
      float decay = (float) w;
      for (int i = 0; i < n; i++) {
        draft[i] = Fma.fma(Fma.fma(theta[i], decay, gradient[i]), push, keep * draft[i]);
      }
    }
    return Dot.sumOfSquares(n, draft, 0);
  }

  /** {@code Π·x}. */
  final double along(float[] x) {
    return Dot.dot(draft.length, draft, 0, x, 0);
  }

  /** {@code θ ← keep·θ + rate·Π}, beside the present θ. */
  final void drift(float[] theta, double keep, double rate) {
    float k = (float) keep;
    float r = (float) rate;
    for (int i = 0; i < draft.length; i++) {
      moved[i] = Fma.fma(draft[i], r, k * theta[i]);
    }
  }

  /** Turns Π, of the given norm, at random. */
  final void turn(double nu, double norm) {
    if (nu == 0 || norm == 0) {
      return;
    }
    int n = draft.length;
    key.normals((int) steps.value, n, noise, 0);
    double chaos = nu * norm; // |Π|·Q = Π + ν|Π|z
    float share = chaos > CHAOTIC ? (float) (1 / chaos) : 1;
    float size = chaos > CHAOTIC ? 1 : (float) chaos;
    for (int i = 0; i < n; i++) {
      noise[i] = Fma.fma(noise[i], size, draft[i] * share);
    }
    float back = (float) (norm / Math.sqrt(Dot.sumOfSquares(n, noise, 0)));
    for (int i = 0; i < n; i++) {
      draft[i] = noise[i] * back;
    }
  }

  /** Makes the draft true. */
  final Outcome commit(float[] theta, double total, double sum) {
    int n = draft.length;
    if (!Double.isFinite(sum)
        || !AllFinite.allFinite(n, draft, 0)
        || !AllFinite.allFinite(n, moved, 0)) {
      return Outcome.DIVERGED;
    }
    System.arraycopy(draft, 0, pi, 0, n);
    System.arraycopy(moved, 0, theta, 0, n);
    startEnergy.value = total;
    squared.value = sum;
    steps.value++;
    return Outcome.RUNNING;
  }
}
