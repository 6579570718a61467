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
 * Nesterov's accelerated gradient: momentum that looks ahead.
 *
 * <p>Formula: {@code v ← μv + ∇f(W - αμv)}; {@code W ← W - αv}. Restated at the look-ahead point
 * {@code θ = W - αμv}, which is what the parameters are here, it needs no second gradient: {@code v
 * ← μv + g}; {@code θ ← θ - α(g + μv)}.
 *
 * <p>Source: Y. Nesterov, «A method of solving a convex programming problem with convergence rate
 * O(1/k²)», 1983; I. Sutskever and others, «On the importance of initialization and momentum in
 * deep learning», 2013; document 002, §4.2. The restatement is that of PyTorch's SGD (and of
 * Keras): the same as {@link Sgd} with {@code nesterov}. The document looks ahead to {@code W +
 * βv}, against the motion: see {@link NesterovLiteral}.
 *
 * @param learningRate the step size α
 * @param momentum the share μ of the velocity that is kept
 */
public record Nesterov(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "share μ of the velocity that is kept", min = 0, below = 1) double momentum)
    implements OptimizerSpec {
  public Nesterov {
    Settings.check(Nesterov.class, learningRate, momentum);
  }

  /** The defaults. */
  public Nesterov() {
    this(0.01, 0.9);
  }

  @Override
  public Card card() {
    return new Card(
        "nesterov",
        "Nesterov's accelerated gradient: momentum that looks ahead.",
        "v ← μv + g;  θ ← θ - α(g + μv),  with θ = W - αμv",
        "Y. Nesterov, A method of solving a convex programming problem with convergence rate"
            + " O(1/k²), 1983; document 002, §4.2",
        "PyTorch's restatement: θ is the look-ahead point W - αμv, so that one gradient does. The"
            + " document's W + βv has the wrong sign; that form is nesterov-literal.");
  }

  @Override
  public Set<Invariance> invariances() {
    return Classical.symmetries(
        0, Invariance.PERMUTATION, Invariance.ROTATION, Invariance.SEGMENTATION);
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
    return new Sgd(learningRate, momentum, 0, true, 0);
  }
}
