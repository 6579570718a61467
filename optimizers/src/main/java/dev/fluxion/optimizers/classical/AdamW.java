package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import java.util.Set;

/**
 * Adam with decoupled weight decay.
 *
 * <p>Formula: {@code θ ← (1 - αλ)θ}, then the step of {@link Adam}.
 *
 * <p>Source: I. Loshchilov, F. Hutter, «Decoupled Weight Decay Regularization», 2019, algorithm 2;
 * document 002.
 *
 * @param learningRate the step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the mean squared gradient
 * @param epsilon added to the root of the second moment
 * @param weightDecay the rate λ at which the parameters decay by themselves
 */
public record AdamW(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the mean squared gradient", min = 0, below = 1) double beta2,
    @Setting(value = "added to the root of the second moment", min = 0) double epsilon,
    @Setting(value = "rate λ at which the parameters decay by themselves", min = 0)
        double weightDecay)
    implements OptimizerSpec {
  public AdamW {
    Settings.check(AdamW.class, learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** The defaults. */
  public AdamW() {
    this(0.001, 0.9, 0.999, 1e-8, 0.01);
  }

  @Override
  public Card card() {
    return new Card(
        "adamw",
        "Adam with decoupled weight decay.",
        "θ ← (1 - αλ)θ - α·m̂ / (√v̂ + ε)",
        "I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, 2019; document 002");
  }

  @Override
  public Set<Invariance> invariances() {
    return Set.of(Invariance.PERMUTATION, Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Adam.Engine(adam(), layout.size(), weightDecay);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Adam.Definition(adam(), layout.size(), weightDecay);
  }

  private Adam adam() {
    return new Adam(learningRate, beta1, beta2, epsilon, 0);
  }
}
