package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.kernel.AbsoluteMax;
import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.parallel.Workers;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.Outcome;

/**
 * An engine whose step is one fused kernel, and which refuses a step that would leave θ or the
 * state not finite, before it has touched anything.
 *
 * <p>Formula: {@code |θ + x| ≤ MAX} for every {@code |x| < 2¹⁰³}, half the distance of the largest
 * floats. So a bound on the step, from the largest gradient and what else is known, nearly always
 * shows without another pass that nothing can overflow. Where it does not, the step is rehearsed
 * block by block on copies.
 */
abstract class FusedEngine extends Optimizer {
  private static final int BLOCK = 1024;
  private static final double HARMLESS = 0x1p101;

  /** Steps of fewer parameters are taken by one thread. */
  private static final int PARALLEL = 1 << 16;

  /** Parameters of one call: after so many calls the compiler is done, however few the steps. */
  private static final int SLICE = 1 << 12;

  private final float[] thetaCopy;
  private final float[] gradientCopy;
  private final Workers.Task slicing = this::takeSlice;
  private final float[] results;
  private float[] theta;
  private float[] gradient;
  private float[][] state = {};
  private float[][] stateCopy = {};

  FusedEngine(int dimension, double rate) {
    super(dimension, rate);
    results = new float[(dimension + SLICE - 1) / SLICE];
    int block = Math.min(BLOCK, dimension);
    thetaCopy = new float[block];
    gradientCopy = new float[block];
  }

  /** Names the arrays of state that the kernel changes; called once. */
  final void keep(float[]... arrays) {
    state = arrays;
    stateCopy = new float[arrays.length][];
    for (int j = 0; j < arrays.length; j++) {
      stateCopy[j] = new float[Math.min(BLOCK, arrays[j].length)];
    }
  }

  /** Computes the factors of this step; whether a bound shows that nothing can overflow. */
  protected abstract boolean prepare(float[] theta);

  /** The kernel on {@code n} elements; the largest result goes to {@link #commit}. */
  protected abstract float take(
      int n, float[] theta, float[] gradient, float[][] state, int offset);

  /** Takes over the numbers of state: the step has been taken. */
  protected abstract void commit(float result);

  @Override
  protected final Outcome update(float[] theta, float[] gradient, double loss) {
    if (!prepare(theta) && !rehearse(theta, gradient)) {
      return Outcome.DIVERGED;
    }
    commit(takeSlices(theta, gradient));
    return Outcome.RUNNING;
  }

  /** Every element is changed alone: the same bits as in one piece. */
  private float takeSlices(float[] theta, float[] gradient) {
    this.theta = theta;
    this.gradient = gradient;
    if (theta.length >= PARALLEL) {
      Workers.run(results.length, slicing);
    } else {
      for (int i = 0; i < results.length; i++) {
        takeSlice(i);
      }
    }
    this.theta = null;
    this.gradient = null;
    float largest = 0;
    for (float result : results) {
      largest = Math.max(largest, result);
    }
    return largest;
  }

  private void takeSlice(int index) {
    int from = index * SLICE;
    int n = Math.min(SLICE, theta.length - from);
    results[index] = take(n, theta, gradient, state, from);
  }

  /** Whether a step of {@code rate·size} overflows nowhere. */
  static boolean harmless(double rate, double size) {
    return rate * size < HARMLESS;
  }

  static float largest(float[] x) {
    return AbsoluteMax.absoluteMax(x.length, x, 0);
  }

  private boolean rehearse(float[] theta, float[] gradient) {
    for (int i = 0; i < theta.length; i += BLOCK) {
      int n = Math.min(BLOCK, theta.length - i);
      System.arraycopy(theta, i, thetaCopy, 0, n);
      System.arraycopy(gradient, i, gradientCopy, 0, n);
      boolean finite = true;
      for (int j = 0; j < state.length; j++) {
        System.arraycopy(
            state[j],
            Math.min(i, state[j].length),
            stateCopy[j],
            0,
            Math.min(n, stateCopy[j].length));
      }
      take(n, thetaCopy, gradientCopy, stateCopy, 0);
      for (float[] copy : stateCopy) {
        finite &= AllFinite.allFinite(Math.min(n, copy.length), copy, 0);
      }
      if (!finite || !AllFinite.allFinite(n, thetaCopy, 0)) {
        return false;
      }
    }
    return true;
  }
}
