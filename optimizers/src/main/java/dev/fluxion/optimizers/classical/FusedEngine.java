package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Magnitude;
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

  private final float[] thetaCopy;
  private final float[] gradientCopy;
  private float[][] state = {};
  private float[][] stateCopy = {};

  FusedEngine(int dimension, double rate) {
    super(dimension, rate);
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

  /** The kernel on {@code n} elements; the result of the last call goes to {@link #commit}. */
  protected abstract float take(
      int n, float[] theta, float[] gradient, float[][] state, int offset);

  /** Takes over the numbers of state: the step has been taken. */
  protected abstract void commit(float result);

  @Override
  protected final Outcome update(float[] theta, float[] gradient, double loss) {
    if (!prepare(theta) && !rehearse(theta, gradient)) {
      return Outcome.DIVERGED;
    }
    commit(take(theta.length, theta, gradient, state, 0));
    return Outcome.RUNNING;
  }

  /** Whether a step of {@code rate·size} overflows nowhere. */
  static boolean harmless(double rate, double size) {
    return rate * size < HARMLESS;
  }

  static float largest(float[] x) {
    return Magnitude.largest(x.length, x, 0);
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
