package dev.fluxion.optimizers.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.Stateful;
import java.util.Arrays;
import java.util.Set;

/**
 * Lets the parameters decay by themselves, apart from the gradient.
 *
 * <p>Formula: {@code θ ← (1 - αλ)θ} on the parameters of the mask, with α the base's learning rate
 * in force, then the base's step by the gradient at the old θ.
 *
 * <p>Source: I. Loshchilov, F. Hutter, «Decoupled Weight Decay Regularization», 2019, algorithms 1
 * and 2. Around {@code adam} it is {@code adamw}, to the last bit where all decay.
 *
 * @param weightDecay the rate λ at which the parameters decay by themselves
 * @param mask which parameters decay
 * @param base the optimizer that takes the step
 */
public record DecoupledDecay(
    @Setting(value = "rate λ at which the parameters decay by themselves", min = 0)
        double weightDecay,
    @Setting("which parameters decay") Mask mask,
    @Setting("optimizer that takes the step: id or id(setting=value,…)") String base)
    implements Transform {
  private static final String PLAIN = "sgd";

  public DecoupledDecay {
    Settings.check(DecoupledDecay.class, weightDecay, mask, base);
    Transform.check(base, PLAIN);
  }

  /** The defaults. */
  public DecoupledDecay() {
    this(0.01, Mask.NOT_BIAS, PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "decoupled-decay",
        "Lets the parameters decay by themselves, apart from the gradient.",
        "θ ← (1 - αλ)θ, then the base's step",
        "I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, 2019",
        "The base needs a learning rate.");
  }

  @Override
  public Set<Invariance> invariances() {
    return mask == Mask.ALL
        ? shared(Invariance.PERMUTATION, Invariance.ROTATION, Invariance.SEGMENTATION)
        : Set.of();
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(mask.of(layout), paced(obedient().start(layout, key)));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(mask.of(layout), paced(obedient().startDefinition(layout, key)));
  }

  private <S extends Stateful> S paced(S live) {
    if (Double.isNaN(live.rate())) {
      throw new IllegalArgumentException(
          "base = '"
              + base
              + "' has no learning rate for the decay to follow; allowed: an optimizer with"
              + " learningRate or stepSize, or coupled-decay instead");
    }
    return live;
  }

  private final class Definition extends OptimizerDefinition {
    private final Range[] ranges;
    private final OptimizerDefinition base;

    Definition(Range[] ranges, OptimizerDefinition base) {
      super(base.dimension());
      this.ranges = ranges;
      this.base = base;
      include("base", base);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double[] moved = theta.clone();
      for (Range r : ranges) {
        for (int i = r.offset(); i < r.offset() + r.size(); i++) {
          moved[i] *= 1 - rate() * weightDecay;
        }
      }
      if (!Arrays.stream(moved).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      Outcome outcome = base.step(moved, gradient, loss);
      if (!outcome.isFinal()) {
        System.arraycopy(moved, 0, theta, 0, theta.length);
      }
      return outcome;
    }
  }

  private final class Engine extends Optimizer {
    private final Range[] ranges;
    private final Optimizer base;
    private final float[] moved;

    Engine(Range[] ranges, Optimizer base) {
      super(base.dimension());
      this.ranges = ranges;
      this.base = base;
      this.moved = new float[base.dimension()];
      include("base", base);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      float keep = (float) (1 - rate() * weightDecay);
      System.arraycopy(theta, 0, moved, 0, theta.length);
      for (Range r : ranges) {
        Scale.scale(r.size(), keep, moved, r.offset());
      }
      if (Math.abs(keep) > 1 && !AllFinite.allFinite(moved.length, moved, 0)) {
        return Outcome.DIVERGED;
      }
      Outcome outcome = base.step(moved, gradient, loss);
      if (!outcome.isFinal()) {
        System.arraycopy(moved, 0, theta, 0, theta.length);
      }
      return outcome;
    }
  }
}
