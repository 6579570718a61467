package dev.fluxion.optimizers.polyak;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Multiply;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.util.Set;

/**
 * Document 004's third fix: the gradient divided by the diagonal of the Hessian.
 *
 * <p>Formula: {@code θ ← θ - s·D⁻¹g} with {@code D = diag|H|} and {@code s = min((L - L*) / gᵀD⁻¹g,
 * cap)}: the rule in the metric of the curvature, which halves every coordinate of an axis-parallel
 * quadratic. The document writes {@code s = L} ({@code guarded=false}), a loss times a Newton step:
 * its units do not fit, and it moves by L times too much.
 *
 * <p>D comes from central differences of the gradient along every coordinate, 2n evaluations per
 * step; entries below {@code floor} times the largest are raised to it.
 *
 * <p>Source: document 004, Potential Fix Directions, 3.
 *
 * @param lowerBound the lower bound L* of the loss
 * @param maxScale the cap on the scale
 * @param guarded false for the document's formula without any guard
 * @param floor the smallest curvature, relative to the largest
 */
public record PolyakDiagonal(
    @Setting("lower bound L* of the loss") double lowerBound,
    @Setting(value = "cap on the scale", above = 0, infinite = true) double maxScale,
    @Setting("false for the document's formula without any guard") boolean guarded,
    @Setting(value = "smallest curvature, relative to the largest", above = 0, max = 1)
        double floor)
    implements OptimizerSpec {
  public PolyakDiagonal {
    Settings.check(PolyakDiagonal.class, lowerBound, maxScale, guarded, floor);
  }

  /** The defaults. */
  public PolyakDiagonal() {
    this(0, Double.POSITIVE_INFINITY, true, 1e-4);
  }

  @Override
  public Card card() {
    return new Card(
        "polyak-diagonal",
        "Loss over squared gradient norm in the metric of the diagonal Hessian.",
        "θ ← θ - s·D⁻¹g,  D = diag|H|,  s = min((L - L*) / gᵀD⁻¹g, cap)",
        "document 004, Potential Fix Directions, 3",
        "The document's s = L (guarded=false) has the wrong units; the guarded form projects onto"
            + " the root in the metric D, with a floor on the curvature.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND, Need.EXTRA_EVALUATIONS);
  }

  @Override
  public Set<Invariance> invariances() {
    return Invariances.scaleFree(
        lowerBound, maxScale, Invariance.PERMUTATION, Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout.size());
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout.size());
  }

  private final class Definition extends OptimizerDefinition {
    private final double[] up;
    private final double[] down;
    private final double[] inverse;
    private final Cell scale = telemetry("scale");
    private ObjectiveDefinition objective;

    Definition(int dimension) {
      super(dimension);
      up = new double[dimension];
      down = new double[dimension];
      inverse = new double[dimension];
    }

    @Override
    public void attach(ObjectiveDefinition objective) {
      this.objective = objective;
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double gap = loss - lowerBound;
      if (guarded && gap <= 0) {
        return Outcome.REACHED;
      }
      invertCurvature(theta);
      double norm = 0;
      for (int i = 0; i < theta.length; i++) {
        norm += gradient[i] * inverse[i] * gradient[i];
      }
      if (guarded && norm == 0) {
        return Outcome.STALLED;
      }
      scale.value = guarded ? Math.min(gap / norm, maxScale) : loss;
      if (!Double.isFinite(scale.value) || !Double.isFinite(norm)) {
        return Outcome.DIVERGED;
      }
      for (int i = 0; i < theta.length; i++) {
        theta[i] -= scale.value * inverse[i] * gradient[i];
      }
      return Outcome.RUNNING;
    }

    /** {@code 1 / Hᵢᵢ}, from central differences of the gradient. */
    private void invertCurvature(double[] theta) {
      double largest = 0;
      for (int i = 0; i < theta.length; i++) {
        double centre = theta[i];
        double h = 1e-5 * Math.max(1, Math.abs(centre));
        theta[i] = centre + h;
        objective.valueAndGradient(theta, up);
        theta[i] = centre - h;
        objective.valueAndGradient(theta, down);
        theta[i] = centre;
        inverse[i] = (up[i] - down[i]) / (2 * h);
        largest = Math.max(largest, Math.abs(inverse[i]));
      }
      for (int i = 0; i < theta.length; i++) {
        inverse[i] = 1 / (guarded ? floored(inverse[i], largest) : inverse[i]);
      }
    }
  }

  private double floored(double curvature, double largest) {
    return largest == 0 ? 1 : Math.max(Math.abs(curvature), floor * largest);
  }

  private final class Engine extends Optimizer {
    private final float[] up;
    private final float[] down;
    private final float[] inverse;
    private final Cell scale = telemetry("scale");
    private Objective objective;

    Engine(int dimension) {
      super(dimension);
      up = new float[dimension];
      down = new float[dimension];
      inverse = new float[dimension];
    }

    @Override
    public void attach(Objective objective) {
      this.objective = objective;
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      double gap = loss - lowerBound;
      if (guarded && gap <= 0) {
        return Outcome.REACHED;
      }
      invertCurvature(theta);
      Multiply.multiply(n, inverse, 0, gradient, 0, inverse, 0);
      double norm = Dot.dot(n, gradient, 0, inverse, 0);
      if (guarded && norm == 0) {
        return Outcome.STALLED;
      }
      scale.value = guarded ? Math.min(gap / norm, maxScale) : loss;
      if (!Float.isFinite((float) scale.value) || !Double.isFinite(norm)) {
        return Outcome.DIVERGED;
      }
      Axpy.axpy(n, (float) -scale.value, inverse, 0, theta, 0);
      return Outcome.RUNNING;
    }

    private void invertCurvature(float[] theta) {
      double largest = 0;
      for (int i = 0; i < theta.length; i++) {
        float centre = theta[i];
        float h = 5e-3f * Math.max(1, Math.abs(centre));
        float above = centre + h;
        float below = centre - h;
        theta[i] = above;
        objective.valueAndGradient(theta, up);
        theta[i] = below;
        objective.valueAndGradient(theta, down);
        theta[i] = centre;
        inverse[i] = (up[i] - down[i]) / (above - below);
        largest = Math.max(largest, Math.abs(inverse[i]));
      }
      for (int i = 0; i < theta.length; i++) {
        inverse[i] = (float) (1 / (guarded ? floored(inverse[i], largest) : inverse[i]));
      }
    }
  }
}
