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
 * Loss over the squared norm of a velocity.
 *
 * <p>Formula: {@code d ← βd + g}; {@code θ ← θ - s·d} with {@code s = min((L - L*) / (c|d|²),
 * cap)}.
 *
 * <p>Source: X. Wang, M. Johansson, T. Zhang, «Generalized Polyak Step Size for First Order
 * Optimization with Momentum», 2023, ALR-MAG; document 004's rule is β = 0, c = 1. L ≤ L* stops as
 * REACHED, a zero velocity as STALLED, and a step that would overflow is refused.
 *
 * @param lowerBound the lower bound L* of the loss
 * @param momentum the share β of the velocity that is kept
 * @param factor the factor c; larger is more careful
 * @param maxScale the cap on the scale
 */
public record PolyakMomentum(
    @Setting("lower bound L* of the loss") double lowerBound,
    @Setting(value = "share β of the velocity that is kept", min = 0, below = 1) double momentum,
    @Setting(value = "factor c; larger is more careful", above = 0) double factor,
    @Setting(value = "cap on the scale", above = 0, infinite = true) double maxScale)
    implements OptimizerSpec {
  public PolyakMomentum {
    Settings.check(PolyakMomentum.class, lowerBound, momentum, factor, maxScale);
  }

  /** The defaults. */
  public PolyakMomentum() {
    this(0, 0.9, 1, Double.POSITIVE_INFINITY);
  }

  @Override
  public Card card() {
    return new Card(
        "polyak-momentum",
        "Loss over the squared norm of a velocity.",
        "d ← βd + g;  θ ← θ - s·d,  s = min((L - L*) / (c|d|²), cap)",
        "X. Wang, M. Johansson, T. Zhang, Generalized Polyak Step Size for First Order Optimization"
            + " with Momentum, 2023, ALR-MAG; document 004",
        "Guarded as polyak is.");
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
    private final double[] velocity;
    private final Cell scale = telemetry("scale");

    Definition(int dimension) {
      super(dimension);
      velocity = doubles("velocity", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double gap = loss - lowerBound;
      if (gap <= 0) {
        return Outcome.REACHED;
      }
      double[] next = new double[theta.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = momentum * velocity[i] + gradient[i];
      }
      double square = sumOfSquares(next, 0, next.length);
      if (square == 0) {
        return Outcome.STALLED;
      }
      double s = Math.min(gap / (factor * square), maxScale);
      double[] moved = new double[theta.length];
      for (int i = 0; i < next.length; i++) {
        moved[i] = theta[i] - s * next[i];
      }
      if (!Double.isFinite(square) || !Arrays.stream(moved).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      scale.value = s;
      System.arraycopy(next, 0, velocity, 0, next.length);
      System.arraycopy(moved, 0, theta, 0, moved.length);
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] velocity;
    private final float[] next;
    private final float[] moved;
    private final Cell scale = telemetry("scale");

    Engine(int dimension) {
      super(dimension);
      velocity = floats("velocity", dimension);
      next = new float[dimension];
      moved = new float[dimension];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      double gap = loss - lowerBound;
      if (gap <= 0) {
        return Outcome.REACHED;
      }
      System.arraycopy(gradient, 0, next, 0, n);
      Axpy.axpy(n, (float) momentum, velocity, 0, next, 0);
      double square = Dot.sumOfSquares(n, next, 0);
      if (square == 0) {
        return Outcome.STALLED;
      }
      double s = Math.min(gap / (factor * square), maxScale);
      System.arraycopy(theta, 0, moved, 0, n);
      Axpy.axpy(n, (float) -s, next, 0, moved, 0);
      if (!AllFinite.allFinite(n, next, 0) || !AllFinite.allFinite(n, moved, 0)) {
        return Outcome.DIVERGED;
      }
      scale.value = s;
      System.arraycopy(next, 0, velocity, 0, n);
      System.arraycopy(moved, 0, theta, 0, n);
      return Outcome.RUNNING;
    }
  }
}
