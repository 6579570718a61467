package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.physics.StableSgd.Energy;
import dev.fluxion.optimizers.physics.StableSgd.Penalty;
import java.util.Set;

/**
 * Gradient descent with momentum that brakes as StableSGD does while the loss is unsteady.
 *
 * <p>Formula: {@code v ← μv + αg}; {@code θ ← θ - v}; but while the share of rises in the last
 * losses, {@code Σ max(0, ΔL) / Σ|ΔL|}, is above a threshold, the step of {@code stable-sgd}.
 *
 * <p>Source: document 001, §5.2, «Selective Activation», which leaves the detector of instability
 * open.
 *
 * <p>The detector is ours: it is 0 for a falling loss, ½ for one that swings and 1 for a rising
 * one, whatever the scale. Both rules share the velocity, which is that of {@code momentum} times
 * α. As in the document's text StableSGD applies α twice, so an active brake divides the step by
 * 1/α and more. The penalty is signed unless asked otherwise.
 *
 * @param learningRate the step size α
 * @param momentum the share μ of the velocity that is kept
 * @param temporalStability the strength τ of the penalty
 * @param penalty which penalty
 * @param energy what energy lowers the learning rate
 * @param window the number of losses that the detector looks at
 * @param threshold the share of rises above which the brake is on
 */
public record StableSgdSelective(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "share μ of the velocity that is kept", min = 0, below = 1) double momentum,
    @Setting(value = "strength τ of the penalty", min = 0) double temporalStability,
    @Setting("which penalty on changes of the parameters") Penalty penalty,
    @Setting("what energy lowers the learning rate") Energy energy,
    @Setting(value = "number of losses that the detector looks at", min = 2) int window,
    @Setting(value = "share of rises above which the brake is on", min = 0, max = 1)
        double threshold)
    implements OptimizerSpec {
  public StableSgdSelective {
    Settings.check(
        StableSgdSelective.class,
        learningRate,
        momentum,
        temporalStability,
        penalty,
        energy,
        window,
        threshold);
  }

  /** The text's defaults; those it leaves open are ours. */
  public StableSgdSelective() {
    this(0.01, 0.9, 0.01, Penalty.SIGNED, Energy.ELEMENT, 10, 0.3);
  }

  @Override
  public Card card() {
    return new Card(
        "stable-sgd-selective",
        "Momentum that brakes as StableSGD does while the loss is unsteady.",
        "v ← μv + αg;  θ ← θ - v, or θ ← θ - (av + τΔ) while Σ max(0, ΔL) > threshold·Σ|ΔL|",
        "document 001, §5.2",
        "The detector, which the document leaves open, is the share of rises in the last losses;"
            + " the penalty is signed unless asked otherwise.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS);
  }

  @Override
  public Set<Invariance> invariances() {
    return rule().invariances();
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout.size());
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout.size());
  }

  private StableStep rule() {
    return new StableStep(learningRate, momentum, penalty, energy, 0);
  }

  private final class Definition extends StableStep.Definition {
    private final Cell instability = telemetry("instability");
    private final LossWindow losses = new LossWindow(doubles("losses", window), number("seen", 0));

    Definition(int dimension) {
      super(dimension, rule());
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      losses.add(loss);
      instability.value = losses.shareOfRises();
      return step(theta, gradient, temporalStability, instability.value > threshold);
    }
  }

  private final class Engine extends StableStep.Engine {
    private final Cell instability = telemetry("instability");
    private final LossWindow losses = new LossWindow(doubles("losses", window), number("seen", 0));

    Engine(int dimension) {
      super(dimension, rule());
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      losses.add(loss);
      instability.value = losses.shareOfRises();
      return step(theta, gradient, temporalStability, instability.value > threshold);
    }
  }
}
