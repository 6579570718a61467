package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.DifferencedCurvature;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;

/**
 * The double definition of {@link Newton} and {@link GaussNewton}.
 *
 * <p>Formula: {@code (B + λI)p = -g}; {@code θ ← θ + t·p}; see {@link TruncatedNewton}.
 */
final class TruncatedNewtonDefinition extends OptimizerDefinition implements StrongWolfe.Line {
  private final TruncatedNewton common;
  private final boolean differences;
  private final ConjugateGradients inner;
  private final StrongWolfe search;
  private final double[] p;
  private final double[] trial;
  private final double[] trialGradient;
  private final Cell length = telemetry("stepLength");
  private final Cell products = telemetry("products");
  private final Cell downwards = telemetry("negativeCurvature");
  private ObjectiveDefinition objective;
  private Curvature curvature;
  private double[] origin;

  TruncatedNewtonDefinition(TruncatedNewton common, boolean differences, int dimension) {
    super(dimension);
    this.common = common;
    this.differences = differences;
    inner = new ConjugateGradients(common, dimension);
    search = common.search();
    p = new double[dimension];
    trial = new double[dimension];
    trialGradient = new double[dimension];
  }

  @Override
  public void attach(ObjectiveDefinition objective) {
    this.objective = objective;
    curvature =
        common.choose(
            objective.curvature(), differences ? () -> DifferencedCurvature.of(objective) : null);
  }

  @Override
  protected Outcome update(double[] theta, double[] gradient, double loss) {
    double steepest = 0;
    for (double element : gradient) {
      steepest = Math.max(steepest, Math.abs(element));
    }
    if (steepest <= common.gradientTolerance()) {
      return Outcome.REACHED;
    }
    inner.solve(curvature, theta, gradient, p);
    double slope = ConjugateGradients.dot(gradient, p);
    if (!Double.isFinite(slope)) {
      return Outcome.DIVERGED;
    }
    products.value = inner.products();
    downwards.value = inner.downwards() ? 1 : 0;
    length.value = 0;
    if (slope >= -common.changeTolerance()) {
      return slope > 0 ? Outcome.STALLED : Outcome.REACHED;
    }
    origin = theta;
    double shortest = common.changeTolerance() / -slope;
    double t = search.search(this, 1, loss, slope, shortest);
    if (t == 0) {
      return Outcome.STALLED;
    }
    for (int i = 0; i < theta.length; i++) {
      theta[i] += t * p[i];
    }
    length.value = t;
    return Outcome.RUNNING;
  }

  @Override
  public double value(double t) {
    for (int i = 0; i < trial.length; i++) {
      trial[i] = origin[i] + t * p[i];
    }
    return objective.valueAndGradient(trial, trialGradient);
  }

  @Override
  public double slope() {
    return ConjugateGradients.dot(trialGradient, p);
  }
}
