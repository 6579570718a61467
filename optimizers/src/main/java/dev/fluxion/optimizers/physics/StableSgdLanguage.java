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
 * StableSGD as document 001's published language experiment runs it.
 *
 * <p>Formula: {@code v ← μv + αg}; {@code e = ½v² + ½g²}; {@code θ ← θ - av} with {@code a = α / (1
 * + 0.1√e)} where e > 1e-10, else {@code a = α}.
 *
 * <p>Source: the program {@code llm_sgd_momentum_conservation.py} that document 001, §7, names.
 *
 * <p>It differs from {@link StableSgd}, the document's text, in having no penalty: the program
 * takes the change of a parameter since the end of the last step, which is 0. Its strength of the
 * penalty therefore does nothing, and is left out.
 *
 * @param learningRate the step size α
 * @param momentum the share μ of the velocity that is kept
 * @param energyConservation whether the learning rate falls with the energy
 */
public record StableSgdLanguage(
    @Setting(value = "step size α, applied twice", min = 0) double learningRate,
    @Setting(value = "share μ of the velocity that is kept", min = 0, below = 1) double momentum,
    @Setting("whether the learning rate falls with the energy") boolean energyConservation)
    implements OptimizerSpec {
  public StableSgdLanguage {
    Settings.check(StableSgdLanguage.class, learningRate, momentum, energyConservation);
  }

  /** The program's defaults. */
  public StableSgdLanguage() {
    this(0.01, 0.9, true);
  }

  @Override
  public Card card() {
    return new Card(
        "stable-sgd-language",
        "StableSGD as the published language experiment runs it.",
        "v ← μv + αg;  θ ← θ - α / (1 + 0.1√(½v² + ½g²))·v",
        "document 001, §7: llm_sgd_momentum_conservation.py",
        "The program's penalty is 0 whatever its strength, which is left out.");
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
        return step(theta, gradient, 0, true);
      }
    };
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new StableStep.Definition(layout.size(), rule()) {
      @Override
      protected Outcome update(double[] theta, double[] gradient, double loss) {
        return step(theta, gradient, 0, true);
      }
    };
  }

  private StableStep rule() {
    StableSgd.Energy energy = energyConservation ? StableSgd.Energy.ELEMENT : StableSgd.Energy.NONE;
    return new StableStep(learningRate, momentum, StableSgd.Penalty.PROXIMAL, energy, 1e-10);
  }
}
