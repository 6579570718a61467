package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;

/**
 * The double definition of {@link Lbfgs} and {@link Bfgs}, all but H.
 *
 * <p>Formula: {@code d = -Hg}; {@code θ ← θ + t·d}; see {@link QuasiNewton}.
 */
abstract class QuasiNewtonDefinition extends OptimizerDefinition implements StrongWolfe.Line {
  private final QuasiNewton common;
  private final StrongWolfe search;
  private final double[] direction;
  private final double[] before;
  private final double[] s;
  private final double[] y;
  private final double[] trial;
  private final double[] trialGradient;
  private final Cell steps = number("steps", 0);
  private final Cell length = report(number("stepLength", 0));
  private ObjectiveDefinition objective;
  private double[] origin;

  QuasiNewtonDefinition(QuasiNewton common, int dimension) {
    super(dimension, common.learningRate());
    this.common = common;
    search = common.search();
    direction = doubles("direction", dimension);
    before = doubles("previousGradient", dimension);
    s = new double[dimension];
    y = new double[dimension];
    trial = new double[dimension];
    trialGradient = new double[dimension];
  }

  /** Takes {@code Hy = s} into H. */
  abstract void learn(double[] s, double[] y, double ys);

  /** Writes {@code d = -Hg}. */
  abstract void direction(double[] gradient, double[] d);

  /** |g| of the first step's length. */
  double norm(double[] gradient) {
    return Math.sqrt(dot(gradient, gradient));
  }

  @Override
  public void attach(ObjectiveDefinition objective) {
    this.objective = objective;
  }

  @Override
  protected Outcome update(double[] theta, double[] gradient, double loss) {
    if (largest(gradient) <= common.gradientTolerance()) {
      return Outcome.REACHED;
    }
    if (steps.value > 0) {
      learn(gradient);
    }
    System.arraycopy(gradient, 0, before, 0, before.length);
    direction(gradient, direction);
    double slope = dot(gradient, direction);
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
    for (int i = 0; i < theta.length; i++) {
      theta[i] += t * direction[i];
    }
    length.value = t;
    return Outcome.RUNNING;
  }

  private void learn(double[] gradient) {
    for (int i = 0; i < y.length; i++) {
      y[i] = gradient[i] - before[i];
      s[i] = length.value * direction[i];
    }
    double ys = dot(y, s);
    if (ys > QuasiNewton.LEAST_CURVATURE) {
      learn(s, y, ys);
    }
  }

  @Override
  public final double value(double t) {
    for (int i = 0; i < trial.length; i++) {
      trial[i] = origin[i] + t * direction[i];
    }
    return objective.valueAndGradient(trial, trialGradient);
  }

  @Override
  public final double slope() {
    return dot(trialGradient, direction);
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** {@code y ← y + alpha·x}. */
  static void add(double alpha, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += alpha * x[i];
    }
  }

  private static double largest(double[] x) {
    double largest = 0;
    for (double element : x) {
      largest = Math.max(largest, Math.abs(element));
    }
    return largest;
  }
}
