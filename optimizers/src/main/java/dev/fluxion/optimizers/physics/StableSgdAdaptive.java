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
 * StableSGD whose penalty grows while the loss is unsteady and shrinks while it is not.
 *
 * <p>Formula: before every step {@code τ ← 1.1τ} where the variance of the last losses is above a
 * threshold, else {@code τ ← 0.99τ}; then the step of {@code stable-sgd}.
 *
 * <p>Source: document 001, §5.1, «Adaptive Parameter Tuning», which leaves window and threshold
 * open.
 *
 * <p>The document's rule has no upper bound; here τ stays at or below {@code maximum}, since a
 * signed penalty with τ > 1 diverges. The variance is that of the loss itself and has its units.
 * The penalty is signed unless asked otherwise.
 *
 * @param learningRate the step size α
 * @param momentum the share μ of the velocity that is kept
 * @param temporalStability the first strength τ of the penalty
 * @param penalty which penalty
 * @param energy what energy lowers the learning rate
 * @param window the number of losses whose variance is taken
 * @param threshold the variance above which τ grows
 * @param maximum the largest τ
 */
public record StableSgdAdaptive(
    @Setting(value = "step size α, applied twice", min = 0) double learningRate,
    @Setting(value = "share μ of the velocity that is kept", min = 0, below = 1) double momentum,
    @Setting(value = "first strength τ of the penalty", min = 0) double temporalStability,
    @Setting("which penalty on changes of the parameters") Penalty penalty,
    @Setting("what energy lowers the learning rate") Energy energy,
    @Setting(value = "number of losses whose variance is taken", min = 2) int window,
    @Setting(value = "variance of the loss above which τ grows", min = 0) double threshold,
    @Setting(value = "largest τ", min = 0) double maximum)
    implements OptimizerSpec {
  private static final double GROW = 1.1;
  private static final double SHRINK = 0.99;

  public StableSgdAdaptive {
    Settings.check(
        StableSgdAdaptive.class,
        learningRate,
        momentum,
        temporalStability,
        penalty,
        energy,
        window,
        threshold,
        maximum);
  }

  /** The text's defaults; those it leaves open are ours. */
  public StableSgdAdaptive() {
    this(0.01, 0.9, 0.01, Penalty.SIGNED, Energy.ELEMENT, 10, 1e-3, 0.5);
  }

  @Override
  public Card card() {
    return new Card(
        "stable-sgd-adaptive",
        "StableSGD whose penalty grows while the loss is unsteady and shrinks while it is not.",
        "τ ← 1.1τ if var(L) > threshold else 0.99τ;  θ ← θ - (av + τΔ)",
        "document 001, §5.1",
        "Window and threshold, which the document leaves open, are settings; τ has an upper bound,"
            + " and the penalty is signed unless asked otherwise.");
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

  private double adapted(double tau, double variance) {
    return variance > threshold ? Math.min(GROW * tau, maximum) : SHRINK * tau;
  }

  private final class Definition extends StableStep.Definition {
    private final Cell tau = report(number("temporalStability", temporalStability));
    private final Cell variance = telemetry("lossVariance");
    private final LossWindow losses = new LossWindow(doubles("losses", window), number("seen", 0));

    Definition(int dimension) {
      super(dimension, rule());
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      losses.add(loss);
      variance.value = losses.variance();
      tau.value = adapted(tau.value, variance.value);
      return step(theta, gradient, tau.value, true);
    }
  }

  private final class Engine extends StableStep.Engine {
    private final Cell tau = report(number("temporalStability", temporalStability));
    private final Cell variance = telemetry("lossVariance");
    private final LossWindow losses = new LossWindow(doubles("losses", window), number("seen", 0));

    Engine(int dimension) {
      super(dimension, rule());
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      losses.add(loss);
      variance.value = losses.variance();
      tau.value = adapted(tau.value, variance.value);
      return step(theta, gradient, tau.value, true);
    }
  }
}
