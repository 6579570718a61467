package dev.fluxion.optimizers.polyak;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AdamStep;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.util.Arrays;
import java.util.Set;

/**
 * Document 004's fourth fix: the direction of the rule with the length of an Adam step.
 *
 * <p>Formula: {@code θ ← θ - ℓ·g/|g|} with {@code ℓ = |u|}, where {@code u = α·m̂ / (√v̂ + ε)} is
 * the step Adam would take. Guarded, {@code ℓ = min(|u|, (L - L*)/|g|)}: never beyond the root of
 * the linear model.
 *
 * <p>Source: document 004, Potential Fix Directions, 4; D. Kingma, J. Ba, «Adam: A Method for
 * Stochastic Optimization», 2015. The document does not say how direction and magnitude combine;
 * this is the plainest reading.
 *
 * @param learningRate Adam's step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the mean squared gradient
 * @param epsilon added to the root of the second moment
 * @param lowerBound the lower bound L* of the loss
 * @param guarded false to take Adam's length whatever the loss
 */
public record PolyakHybrid(
    @Setting(value = "step size α of Adam", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the mean squared gradient", min = 0, below = 1) double beta2,
    @Setting(value = "added to the root of the second moment", min = 0) double epsilon,
    @Setting("lower bound L* of the loss") double lowerBound,
    @Setting("false to take Adam's length whatever the loss") boolean guarded)
    implements OptimizerSpec {
  public PolyakHybrid {
    Settings.check(PolyakHybrid.class, learningRate, beta1, beta2, epsilon, lowerBound, guarded);
  }

  /** The defaults. */
  public PolyakHybrid() {
    this(0.01, 0.9, 0.999, 1e-8, 0, true);
  }

  @Override
  public Card card() {
    return new Card(
        "polyak-hybrid",
        "The direction of the gradient with the length of an Adam step.",
        "θ ← θ - ℓ·g/|g|,  ℓ = min(|α·m̂ / (√v̂ + ε)|, (L - L*)/|g|)",
        "document 004, Potential Fix Directions, 4; D. Kingma, J. Ba, Adam, 2015",
        "The document does not say how the two combine; guarded (the default), the step never goes"
            + " beyond the root of the linear model.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND);
  }

  @Override
  public Set<Invariance> invariances() {
    return Set.of(Invariance.PERMUTATION, Invariance.SEGMENTATION);
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
    private final double[] m;
    private final double[] v;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);
    private final Cell length = telemetry("stepLength");

    Definition(int dimension) {
      super(dimension, learningRate);
      m = doubles("firstMoment", dimension);
      v = doubles("secondMoment", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double norm = Math.sqrt(sumOfSquares(gradient, 0, gradient.length));
      if (guarded && loss <= lowerBound) {
        return Outcome.REACHED;
      }
      if (norm == 0) {
        return Outcome.STALLED;
      }
      if (!Double.isFinite(norm)) { // so that squares are finite, too
        return Outcome.DIVERGED;
      }
      power1.value *= beta1;
      power2.value *= beta2;
      double sum = 0;
      for (int i = 0; i < theta.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
        v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
        double mean = m[i] / (1 - power1.value);
        double u = rate() * mean / (Math.sqrt(v[i] / (1 - power2.value)) + epsilon);
        sum += u * u;
      }
      length.value = capped(Math.sqrt(sum), loss, norm);
      for (int i = 0; i < theta.length; i++) {
        theta[i] -= length.value / norm * gradient[i];
      }
      return Outcome.RUNNING;
    }
  }

  private double capped(double length, double loss, double norm) {
    return guarded ? Math.min(length, (loss - lowerBound) / norm) : length;
  }

  private final class Engine extends Optimizer {
    /** Gradients below this have squares that are floats. */
    private static final double TAME = 0x1p62;

    private final float[] m;
    private final float[] v;
    private final float[] adam;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);
    private final Cell length = telemetry("stepLength");

    Engine(int dimension) {
      super(dimension, learningRate);
      m = floats("firstMoment", dimension);
      v = floats("secondMoment", dimension);
      adam = new float[dimension];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      double norm = Math.sqrt(Dot.sumOfSquares(n, gradient, 0));
      if (guarded && loss <= lowerBound) {
        return Outcome.REACHED;
      }
      if (norm == 0) {
        return Outcome.STALLED;
      }
      if (!(steepest() < TAME)) {
        return Outcome.DIVERGED;
      }
      power1.value *= beta1;
      power2.value *= beta2;
      Arrays.fill(adam, 0f); // an Adam step from the origin is Adam's displacement
      AdamStep.step(
          n,
          (float) (rate() / (1 - power1.value)),
          (float) (1 / Math.sqrt(1 - power2.value)),
          (float) beta1,
          (float) (1 - beta1),
          (float) beta2,
          (float) (1 - beta2),
          (float) epsilon,
          0f,
          1f,
          adam,
          gradient,
          m,
          v);
      length.value = capped(Math.sqrt(Dot.sumOfSquares(n, adam, 0)), loss, norm);
      float factor = (float) (length.value / norm);
      if (!Float.isFinite(factor)) {
        return Outcome.DIVERGED;
      }
      Axpy.axpy(n, -factor, gradient, 0, theta, 0);
      return Outcome.RUNNING;
    }
  }
}
