package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.util.Set;

/**
 * StableSGD as the text of document 001 has it.
 *
 * <p>Formula: {@code v ← μv + αg}; {@code e = ½v² + ½g²}; {@code a = α / (1 + 0.1√e)}; {@code θ ← θ
 * - (av + τ|Δ|)}, where Δ is the last change of the parameter; the penalty begins with the third
 * step. Every operation is elementwise.
 *
 * <p>Source: document 001, §2.1. Three published programs have the same name and other rules:
 * {@link StableSgdPackage}, {@link StableSgdLanguage} and {@link StableSgdLandscape}.
 *
 * <p>The text is followed to the letter: the learning rate is applied twice, so that a step is of
 * the order of α²; ½g² is no potential of anything, so nothing is conserved; and the penalty, which
 * has no sign, drives every parameter to -∞ and breaks the symmetry between θ and -θ. {@code
 * penalty=signed} takes τΔ, a negative momentum; {@code penalty=proximal} takes {@code av / (1 +
 * τ)}, the minimizer of the linear model plus {@code ½(1 + τ)|Δ|²/a}. {@code energy=total} sums e
 * over all parameters, as the text could also be read.
 *
 * @param learningRate the step size α
 * @param momentum the share μ of the velocity that is kept
 * @param temporalStability the strength τ of the penalty
 * @param penalty which penalty
 * @param energy what energy lowers the learning rate
 */
public record StableSgd(
    @Setting(value = "step size α, applied twice", min = 0) double learningRate,
    @Setting(value = "share μ of the velocity that is kept", min = 0, below = 1) double momentum,
    @Setting(value = "strength τ of the penalty", min = 0) double temporalStability,
    @Setting("which penalty on changes of the parameters") Penalty penalty,
    @Setting("what energy lowers the learning rate") Energy energy)
    implements OptimizerSpec {
  /** Penalties on changes of the parameters. */
  public enum Penalty {
    /** τ|Δ|, as in the text: always towards -∞. */
    UNSIGNED,
    /** τΔ: against the last change. */
    SIGNED,
    /** A step shorter by 1 + τ. */
    PROXIMAL
  }

  /** Energies that lower the learning rate. */
  public enum Energy {
    /** Of each element by itself. */
    ELEMENT,
    /** Of all parameters together. */
    TOTAL,
    /** None: a constant rate. */
    NONE
  }

  public StableSgd {
    Settings.check(StableSgd.class, learningRate, momentum, temporalStability, penalty, energy);
  }

  /** The defaults of the published program for language. */
  public StableSgd() {
    this(0.01, 0.9, 0.01, Penalty.UNSIGNED, Energy.ELEMENT);
  }

  @Override
  public Card card() {
    return new Card(
        "stable-sgd",
        "Momentum with a learning rate that falls with the energy, and a penalty on changes.",
        "v ← μv + αg;  a = α / (1 + 0.1√(½v² + ½g²));  θ ← θ - (av + τ|Δ|)",
        "document 001, §2.1",
        "To the letter: α is applied twice, and the unsigned penalty drives θ to -∞."
            + " penalty=signed and penalty=proximal mend the latter.");
  }

  @Override
  public Set<Invariance> invariances() {
    return rule().invariances();
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new StableStep.Engine(layout.size(), rule()) {
      @Override
      protected Outcome update(float[] theta, float[] gradient, double loss) {
        return step(theta, gradient, temporalStability, true);
      }
    };
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new StableStep.Definition(layout.size(), rule()) {
      @Override
      protected Outcome update(double[] theta, double[] gradient, double loss) {
        return step(theta, gradient, temporalStability, true);
      }
    };
  }

  private StableStep rule() {
    return new StableStep(learningRate, momentum, penalty, energy, 0);
  }
}
