package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.Outcome;

/**
 * The float engine of {@link Lbfgs} and {@link Bfgs}, all but H. Products and scalars are doubles.
 *
 * <p>Formula: {@code d = -Hg}; {@code θ ← θ + t·d}; see {@link QuasiNewton}.
 */
abstract class QuasiNewtonEngine extends Optimizer implements StrongWolfe.Line {
  private final QuasiNewton common;
  private final StrongWolfe search;
  private final float[] direction;
  private final float[] before;
  private final float[] s;
  private final float[] y;
  private final float[] trial;
  private final float[] trialGradient;
  private final Cell steps = number("steps", 0);
  private final Cell length = report(number("stepLength", 0));
  private Objective objective;
  private float[] origin;

  QuasiNewtonEngine(QuasiNewton common, int dimension) {
    super(dimension, common.learningRate());
    this.common = common;
    search = common.search();
    direction = floats("direction", dimension);
    before = floats("previousGradient", dimension);
    s = new float[dimension];
    y = new float[dimension];
    trial = new float[dimension];
    trialGradient = new float[dimension];
  }

  /** Takes {@code Hy = s} into H. */
  abstract void learn(float[] s, float[] y, double ys);

  /** Writes {@code d = -Hg}. */
  abstract void direction(float[] gradient, float[] d);

  /** |g| of the first step's length. */
  double norm(float[] gradient) {
    return Math.sqrt(Dot.sumOfSquares(gradient.length, gradient, 0));
  }

  @Override
  public void attach(Objective objective) {
    this.objective = objective;
  }

  @Override
  protected Outcome update(float[] theta, float[] gradient, double loss) {
    int n = theta.length;
    if (largest(gradient) <= common.gradientTolerance()) {
      return Outcome.REACHED;
    }
    if (steps.value > 0) {
      learn(gradient);
    }
    System.arraycopy(gradient, 0, before, 0, n);
    direction(gradient, direction);
    double slope = Dot.dot(n, gradient, 0, direction, 0);
    if (!Double.isFinite(slope)) {
      return Outcome.DIVERGED;
    }
    double t = rate() * (steps.value == 0 ? Math.min(1, 1 / norm(gradient)) : 1);
    length.value = 0;
    steps.value++;
    if (slope > -common.changeTolerance()) {
      return slope > 0 ? Outcome.STALLED : Outcome.REACHED;
    }
    if (common.lineSearch()) {
      origin = theta;
      double shortest = common.changeTolerance() / largest(direction);
      t = search.search(this, t, loss, slope, shortest);
    }
    if (t == 0) {
      return Outcome.STALLED;
    }
    Axpy.axpy(n, (float) t, direction, 0, theta, 0);
    length.value = t;
    return Outcome.RUNNING;
  }

  private void learn(float[] gradient) {
    float t = (float) length.value;
    for (int i = 0; i < y.length; i++) {
      y[i] = gradient[i] - before[i];
      s[i] = direction[i] * t;
    }
    double ys = Dot.dot(y.length, y, 0, s, 0);
    if (ys > QuasiNewton.LEAST_CURVATURE) {
      learn(s, y, ys);
    }
  }

  @Override
  public final double value(double t) {
    float step = (float) t;
    for (int i = 0; i < trial.length; i++) {
      trial[i] = Fma.fma(direction[i], step, origin[i]);
    }
    return objective.valueAndGradient(trial, trialGradient);
  }

  @Override
  public final double slope() {
    return Dot.dot(trial.length, trialGradient, 0, direction, 0);
  }

  private static float largest(float[] x) {
    float largest = 0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    return largest;
  }
}
