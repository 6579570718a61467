package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.util.Arrays;
import java.util.Set;

/**
 * Resilient propagation: every coordinate has its own step, which follows the signs of its
 * gradient.
 *
 * <p>Formula: {@code a = sign(g)·sign(g_before)}; {@code δ ← δη⁺} where {@code a > 0}, {@code δη⁻}
 * where {@code a < 0}, cut to [δmin, δmax]; {@code θ ← θ - δ·sign(g)}, but no move and {@code g =
 * 0} where {@code a < 0}.
 *
 * <p>Source: M. Riedmiller, H. Braun, «A direct adaptive method for faster backpropagation
 * learning: the RPROP algorithm», 1993; C. Igel, M. Hüsken, «Improving the Rprop Learning
 * Algorithm», 2000: the form Rprop⁻ with a rest after a change of sign, which is PyTorch's. Signs
 * are multiplied, not gradients, whose product could underflow.
 *
 * @param learningRate the step δ at the start
 * @param etaMinus the factor η⁻ after a change of sign
 * @param etaPlus the factor η⁺ without one
 * @param minStep the smallest step δmin
 * @param maxStep the largest step δmax
 */
public record Rprop(
    @Setting(value = "step δ at the start", above = 0) double learningRate,
    @Setting(value = "factor η⁻ after a change of sign", above = 0, below = 1) double etaMinus,
    @Setting(value = "factor η⁺ without a change of sign", above = 1) double etaPlus,
    @Setting(value = "smallest step, at most maxStep", min = 0) double minStep,
    @Setting(value = "largest step", above = 0) double maxStep)
    implements OptimizerSpec {
  public Rprop {
    Settings.check(Rprop.class, learningRate, etaMinus, etaPlus, minStep, maxStep);
    if (minStep > maxStep) {
      throw new IllegalArgumentException(
          "minStep = " + minStep + " is out of range; allowed: at most maxStep = " + maxStep);
    }
  }

  /** The defaults. */
  public Rprop() {
    this(0.01, 0.5, 1.2, 1e-6, 50);
  }

  @Override
  public Card card() {
    return new Card(
        "rprop",
        "Every coordinate has its own step, which follows the signs of its gradient.",
        "θ ← θ - δ·sign(g);  δ ← δη⁺ while the sign stays, δη⁻ when it changes",
        "M. Riedmiller, H. Braun, A direct adaptive method for faster backpropagation learning: the"
            + " RPROP algorithm, 1993",
        "PyTorch's form: after a change of sign the coordinate rests for one step, without going"
            + " back. Signs are multiplied, not gradients.");
  }

  @Override
  public Set<Invariance> invariances() {
    return Set.of(
        Invariance.PERMUTATION,
        Invariance.TRANSLATION,
        Invariance.LOSS_SCALE,
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
    private final double[] step;
    private final double[] before;

    Definition(int dimension) {
      super(dimension);
      step = doubles("stepSize", dimension);
      before = doubles("previousSign", dimension);
      Arrays.fill(step, learningRate);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      for (int i = 0; i < theta.length; i++) {
        double sign = Math.signum(gradient[i]);
        double agreement = sign * before[i];
        double factor = agreement > 0 ? etaPlus : agreement < 0 ? etaMinus : 1;
        step[i] = Math.clamp(step[i] * factor, minStep, maxStep);
        before[i] = agreement < 0 ? 0 : sign;
        theta[i] -= step[i] * before[i];
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] step;
    private final float[] before;

    Engine(int dimension) {
      super(dimension);
      step = floats("stepSize", dimension);
      before = floats("previousSign", dimension);
      Arrays.fill(step, (float) learningRate);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      float minus = (float) etaMinus;
      float plus = (float) etaPlus;
      float least = (float) minStep;
      float most = (float) maxStep;
      for (int i = 0; i < theta.length; i++) {
        float sign = Math.signum(gradient[i]);
        float agreement = sign * before[i];
        float factor = agreement > 0 ? plus : agreement < 0 ? minus : 1;
        step[i] = Math.min(Math.max(step[i] * factor, least), most);
        before[i] = agreement < 0 ? 0 : sign;
        theta[i] = Fma.fma(step[i], -before[i], theta[i]);
      }
      return Outcome.RUNNING;
    }
  }
}
