package dev.fluxion.optimizers.polyak;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AllFinite;
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
 * Loss over squared gradient norm, capped, for minibatches.
 *
 * <p>Formula: {@code θ ← θ - s·g} with {@code s = min((L - L*) / (c|g|²), b)}; {@code b} is the cap
 * at first, and after that {@code τ·s} of the last step if τ is finite.
 *
 * <p>Source: N. Loizou, S. Vaswani, I. Laradji, S. Lacoste-Julien, «Stochastic Polyak Step-size for
 * SGD: An Adaptive Learning Rate for Fast Convergence», 2021, SPS_max and its smoothing, with
 * {@code τ} per step. Where L ≤ L* or the gradient is 0, θ rests and the run goes on, because
 * another minibatch may move it. A step that would overflow is refused.
 *
 * @param lowerBound the lower bound L* of the losses of all minibatches
 * @param factor the factor c; larger is more careful
 * @param maxScale the cap on the scale
 * @param growth how much τ the scale may grow in a step
 */
public record PolyakStochastic(
    @Setting("lower bound L* of the losses of all minibatches") double lowerBound,
    @Setting(value = "factor c; larger is more careful", above = 0) double factor,
    @Setting(value = "cap on the scale", above = 0) double maxScale,
    @Setting(value = "how much τ the scale may grow in a step", min = 1, infinite = true)
        double growth)
    implements OptimizerSpec {
  public PolyakStochastic {
    Settings.check(PolyakStochastic.class, lowerBound, factor, maxScale, growth);
  }

  /** The defaults. */
  public PolyakStochastic() {
    this(0, 0.5, 1, Double.POSITIVE_INFINITY);
  }

  @Override
  public Card card() {
    return new Card(
        "polyak-stochastic",
        "Loss over squared gradient norm, capped, for minibatches.",
        "θ ← θ - s·g,  s = min((L - L*) / (c|g|²), b),  b = cap or τ·(last s)",
        "N. Loizou, S. Vaswani, I. Laradji, S. Lacoste-Julien, Stochastic Polyak Step-size for SGD,"
            + " 2021, SPS_max",
        "Where L ≤ L* or g = 0 it rests, for another minibatch may move it; τ is that of a step,"
            + " not of an epoch.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND);
  }

  @Override
  public Set<Invariance> invariances() {
    return Invariances.scaleFree(
        lowerBound,
        maxScale,
        Invariance.PERMUTATION,
        Invariance.ROTATION,
        Invariance.TRANSLATION,
        Invariance.SEGMENTATION);
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
    private final Cell scale = telemetry("scale");
    private final Cell bound = number("bound", maxScale);

    Definition(int dimension) {
      super(dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double square = sumOfSquares(gradient, 0, gradient.length);
      double gap = loss - lowerBound;
      if (gap <= 0 || square == 0) {
        return Outcome.RUNNING; // another minibatch may move
      }
      double s = Math.min(gap / (factor * square), bound.value);
      double[] moved = new double[theta.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = theta[i] - s * gradient[i];
      }
      if (!Double.isFinite(square) || !Arrays.stream(moved).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      System.arraycopy(moved, 0, theta, 0, moved.length);
      scale.value = s;
      bound.value = Double.isInfinite(growth) ? maxScale : growth * s;
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] moved;
    private final Cell scale = telemetry("scale");
    private final Cell bound = number("bound", maxScale);

    Engine(int dimension) {
      super(dimension);
      moved = new float[dimension];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      double square = Dot.sumOfSquares(n, gradient, 0);
      double gap = loss - lowerBound;
      if (gap <= 0 || square == 0) {
        return Outcome.RUNNING; // another minibatch may move
      }
      double s = Math.min(gap / (factor * square), bound.value);
      System.arraycopy(theta, 0, moved, 0, n);
      Axpy.axpy(n, (float) -s, gradient, 0, moved, 0);
      if (!AllFinite.allFinite(n, moved, 0)) {
        return Outcome.DIVERGED;
      }
      System.arraycopy(moved, 0, theta, 0, n);
      scale.value = s;
      bound.value = Double.isInfinite(growth) ? maxScale : growth * s;
      return Outcome.RUNNING;
    }
  }
}
