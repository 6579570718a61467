package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.DifferencedCurvature;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.Outcome;

/**
 * The float engine of {@link Newton} and {@link GaussNewton}. Parameters and gradients are floats;
 * the step is found in double, since its equations may be as ill-conditioned as the problem.
 *
 * <p>Formula: {@code (B + λI)p = -g}; {@code θ ← θ + t·p}; see {@link TruncatedNewton}.
 */
final class TruncatedNewtonEngine extends Optimizer implements StrongWolfe.Line {
  private final TruncatedNewton common;
  private final boolean differences;
  private final ConjugateGradients inner;
  private final StrongWolfe search;
  private final double[] point;
  private final double[] slopes;
  private final double[] p;
  private final float[] trial;
  private final float[] trialGradient;
  private final Cell length = telemetry("stepLength");
  private final Cell products = telemetry("products");
  private final Cell downwards = telemetry("negativeCurvature");
  private Objective objective;
  private Curvature curvature;

  TruncatedNewtonEngine(TruncatedNewton common, boolean differences, int dimension) {
    super(dimension);
    this.common = common;
    this.differences = differences;
    inner = new ConjugateGradients(common, dimension);
    search = common.search();
    point = new double[dimension];
    slopes = new double[dimension];
    p = new double[dimension];
    trial = new float[dimension];
    trialGradient = new float[dimension];
  }

  @Override
  public void attach(Objective objective) {
    this.objective = objective;
    curvature =
        common.choose(
            objective.curvature(), differences ? () -> DifferencedCurvature.of(objective) : null);
  }

  @Override
  protected Outcome update(float[] theta, float[] gradient, double loss) {
    if (steepest() <= common.gradientTolerance()) {
      return Outcome.REACHED;
    }
    for (int i = 0; i < point.length; i++) {
      point[i] = theta[i];
      slopes[i] = gradient[i];
    }
    inner.solve(curvature, point, slopes, p);
    double slope = ConjugateGradients.dot(slopes, p);
    if (!Double.isFinite(slope)) {
      return Outcome.DIVERGED;
    }
    products.value = inner.products();
    downwards.value = inner.downwards() ? 1 : 0;
    length.value = 0;
    if (slope >= -common.changeTolerance()) {
      return slope > 0 ? Outcome.STALLED : Outcome.REACHED;
    }
    double shortest = common.changeTolerance() / -slope;
    double t = search.search(this, 1, loss, slope, shortest);
    if (t == 0) {
      return Outcome.STALLED;
    }
    move(t, theta);
    length.value = t;
    return Outcome.RUNNING;
  }

  private void move(double t, float[] onto) {
    for (int i = 0; i < onto.length; i++) {
      onto[i] = (float) (point[i] + t * p[i]);
    }
  }

  @Override
  public double value(double t) {
    move(t, trial);
    return objective.valueAndGradient(trial, trialGradient);
  }

  @Override
  public double slope() {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += trialGradient[i] * p[i];
    }
    return sum;
  }
}
