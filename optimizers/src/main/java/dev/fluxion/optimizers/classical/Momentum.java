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
 * Heavy ball: gradient descent with momentum.
 *
 * <p>Formula: {@code v ← μv + g}; {@code θ ← θ - αv}. The same as {@link Sgd} with {@code
 * momentum}.
 *
 * <p>Source: B. Polyak, «Some methods of speeding up the convergence of iteration methods», 1964;
 * document 002.
 *
 * @param learningRate the step size α
 * @param momentum the share μ of the velocity that is kept
 */
public record Momentum(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "share μ of the velocity that is kept", min = 0, below = 1) double momentum)
    implements OptimizerSpec {
  public Momentum {
    Settings.check(Momentum.class, learningRate, momentum);
  }

  /** The defaults. */
  public Momentum() {
    this(0.01, 0.9);
  }

  @Override
  public Card card() {
    return new Card(
        "momentum",
        "Heavy ball: gradient descent with momentum.",
        "v ← μv + g;  θ ← θ - α·v",
        "B. Polyak, Some methods of speeding up the convergence of iteration methods, 1964;"
            + " document 002",
        "PyTorch's convention: α multiplies the whole velocity, not the new gradient alone.");
  }

  @Override
  public Set<Invariance> invariances() {
    return Set.of(
        Invariance.PERMUTATION,
        Invariance.ROTATION,
        Invariance.TRANSLATION,
        Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return sgd().start(layout, key);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return sgd().startDefinition(layout, key);
  }

  private Sgd sgd() {
    return new Sgd(learningRate, momentum, 0, false, 0);
  }
}
