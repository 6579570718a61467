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
 * Loss above an estimated target over squared gradient norm: needs no lower bound.
 *
 * <p>Formula: {@code θ ← θ - s·g} with {@code s = min((L - T) / |g|², cap)}, {@code T = min L -
 * δ|L₀|/(1 + k)^p} at step k: a little below the lowest loss so far, less and less.
 *
 * <p>Source: A. Nedić, D. Bertsekas, «Incremental Subgradient Methods for Nondifferentiable
 * Optimization», 2001, whose target is the lowest loss less δ. There δ changes when the target is
 * reached or missed; here it fades with the steps, so that no comparison of two nearly equal losses
 * decides on a step.
 *
 * @param gap the first distance δ of the target, as a part of the first loss
 * @param fading the exponent p with which it fades
 * @param maxScale the cap on the scale
 */
public record PolyakEstimated(
    @Setting(value = "first distance δ of the target, as a part of the first loss", above = 0)
        double gap,
    @Setting(value = "exponent p with which it fades", min = 0) double fading,
    @Setting(value = "cap on the scale", above = 0, infinite = true) double maxScale)
    implements OptimizerSpec {
  public PolyakEstimated {
    Settings.check(PolyakEstimated.class, gap, fading, maxScale);
  }

  /** The defaults. */
  public PolyakEstimated() {
    this(0.1, 0.5, Double.POSITIVE_INFINITY);
  }

  @Override
  public Card card() {
    return new Card(
        "polyak-estimated",
        "Loss above an estimated target over squared gradient norm: needs no lower bound.",
        "θ ← θ - s·g,  s = min((L - T) / |g|², cap),  T = min L - δ|L₀|/(1 + k)^p",
        "A. Nedić, D. Bertsekas, Incremental Subgradient Methods for Nondifferentiable"
            + " Optimization, 2001",
        "δ fades with the steps, where the source changes it by success; a zero gradient is"
            + " STALLED.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS);
  }

  @Override
  public Set<Invariance> invariances() {
    return Invariances.scaleFree(
        0,
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

  private double hope(double step) {
    return gap / StrictMath.pow(1 + step, fading);
  }

  /** What δ is a part of. */
  private static double unit(double firstLoss) {
    return firstLoss == 0 ? 1 : Math.abs(firstLoss);
  }

  private final class Definition extends OptimizerDefinition {
    private final Cell steps = number("steps", 0);
    private final Cell unit = number("unit", 0);
    private final Cell lowest = number("lowestLoss", 0);
    private final Cell target = telemetry("target");
    private final Cell scale = telemetry("scale");

    Definition(int dimension) {
      super(dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double square = sumOfSquares(gradient, 0, gradient.length);
      double size = steps.value == 0 ? unit(loss) : unit.value;
      double low = steps.value == 0 ? loss : Math.min(lowest.value, loss);
      if (square == 0) {
        return Outcome.STALLED;
      }
      double aim = low - hope(steps.value) * size;
      double s = Math.min((loss - aim) / square, maxScale);
      double[] moved = new double[theta.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = theta[i] - s * gradient[i];
      }
      if (!Double.isFinite(square) || !Arrays.stream(moved).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      System.arraycopy(moved, 0, theta, 0, moved.length);
      unit.value = size;
      lowest.value = low;
      target.value = aim;
      scale.value = s;
      steps.value++;
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] moved;
    private final Cell steps = number("steps", 0);
    private final Cell unit = number("unit", 0);
    private final Cell lowest = number("lowestLoss", 0);
    private final Cell target = telemetry("target");
    private final Cell scale = telemetry("scale");

    Engine(int dimension) {
      super(dimension);
      moved = new float[dimension];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      double square = Dot.sumOfSquares(n, gradient, 0);
      double size = steps.value == 0 ? unit(loss) : unit.value;
      double low = steps.value == 0 ? loss : Math.min(lowest.value, loss);
      if (square == 0) {
        return Outcome.STALLED;
      }
      double aim = low - hope(steps.value) * size;
      double s = Math.min((loss - aim) / square, maxScale);
      System.arraycopy(theta, 0, moved, 0, n);
      Axpy.axpy(n, (float) -s, gradient, 0, moved, 0);
      if (!AllFinite.allFinite(n, moved, 0)) {
        return Outcome.DIVERGED;
      }
      System.arraycopy(moved, 0, theta, 0, n);
      unit.value = size;
      lowest.value = low;
      target.value = aim;
      scale.value = s;
      steps.value++;
      return Outcome.RUNNING;
    }
  }
}
