package dev.fluxion.optimizers.physics;

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
import java.util.EnumSet;
import java.util.Set;

/**
 * StableSGD of document 001's published package: SGD's direction, averaged once more, with a rate
 * that falls with the norms.
 *
 * <p>Formula: {@code d} is the direction of {@code sgd} (with momentum μ, dampening, Nesterov's
 * form and weight decay); in every tensor {@code m ← δm + (1-δ)d}; {@code θ ← θ - α/(√H + 1e-8)·m}
 * with {@code H = ½|m|² + ½|d|²}.
 *
 * <p>Source: the package temporal_optimizer 0.1.0 that document 001, §7, names.
 *
 * <p>It has little in common with {@link StableSgd}, the document's text: the rate divides by the
 * norm of the whole tensor, so that the length of a step hardly depends on the gradient's. Its
 * penalty {@code τ|Δ|²} is computed and never applied; it is reported.
 *
 * @param learningRate the step size α
 * @param momentum the share μ of SGD's velocity that is kept
 * @param dampening the share of the gradient that does not enter the velocity
 * @param nesterov whether SGD looks ahead along the velocity
 * @param weightDecay the coefficient of ½λ|θ|² added to the loss
 * @param temporalStability the strength τ of the penalty that is reported
 * @param momentumDecay the share δ of m that is kept
 * @param energyConservation whether the rate falls with the energy H
 */
public record StableSgdPackage(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "share μ of SGD's velocity that is kept", min = 0, below = 1) double momentum,
    @Setting(value = "share of the gradient that does not enter the velocity", min = 0, max = 1)
        double dampening,
    @Setting("whether SGD looks ahead along the velocity") boolean nesterov,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay,
    @Setting(value = "strength τ of the penalty that is reported", min = 0)
        double temporalStability,
    @Setting(value = "share δ of the second average that is kept", min = 0, below = 1)
        double momentumDecay,
    @Setting("whether the rate falls with the energy") boolean energyConservation)
    implements OptimizerSpec {
  public StableSgdPackage {
    Settings.check(
        StableSgdPackage.class,
        learningRate,
        momentum,
        dampening,
        nesterov,
        weightDecay,
        temporalStability,
        momentumDecay,
        energyConservation);
  }

  /** The package's defaults. */
  public StableSgdPackage() {
    this(0.01, 0, 0, false, 0, 0.01, 0.9, true);
  }

  @Override
  public Card card() {
    return new Card(
        "stable-sgd-package",
        "StableSGD of the published package: SGD's direction, averaged, over its norm.",
        "m ← δm + (1-δ)d;  θ ← θ - α/(√(½|m|² + ½|d|²) + 1e-8)·m",
        "document 001, §7: the package temporal_optimizer 0.1.0",
        "The package's penalty is computed and never applied; it is reported.");
  }

  @Override
  public Set<Invariance> invariances() {
    Set<Invariance> all = EnumSet.of(Invariance.PERMUTATION, Invariance.ROTATION);
    if (weightDecay == 0) {
      all.add(Invariance.TRANSLATION);
    }
    if (!energyConservation) {
      all.add(Invariance.SEGMENTATION);
    }
    return all;
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout);
  }

  private HamiltonianUpdate rule() {
    return new HamiltonianUpdate(
        learningRate, momentumDecay, energyConservation, 1e-8, temporalStability);
  }

  private final class Definition extends HamiltonianUpdate.Definition {
    private final double[] velocity;

    Definition(ParameterLayout layout) {
      super(layout, rule());
      velocity = doubles("velocity", layout.size());
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      int n = theta.length;
      double share = steps.value == 0 ? 1 : 1 - dampening;
      double[] next = new double[n];
      double[] direction = new double[n];
      for (int i = 0; i < n; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        next[i] = momentum * velocity[i] + share * d;
        direction[i] = momentum == 0 ? d : nesterov ? d + momentum * next[i] : next[i];
      }
      Outcome outcome = follow(direction, theta);
      if (outcome == Outcome.RUNNING) {
        System.arraycopy(next, 0, velocity, 0, n);
      }
      return outcome;
    }
  }

  private final class Engine extends HamiltonianUpdate.Engine {
    private final float[] velocity;
    private final float[] next;
    private final float[] direction;

    Engine(ParameterLayout layout) {
      super(layout, rule());
      velocity = floats("velocity", momentum == 0 ? 0 : layout.size());
      next = new float[velocity.length];
      direction = new float[layout.size()];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      float decay = (float) weightDecay;
      for (int i = 0; i < direction.length; i++) {
        direction[i] = Fma.fma(theta[i], decay, gradient[i]);
      }
      if (momentum != 0) {
        accelerate();
      }
      Outcome outcome = follow(direction, theta);
      if (outcome == Outcome.RUNNING) {
        System.arraycopy(next, 0, velocity, 0, next.length);
      }
      return outcome;
    }

    private void accelerate() {
      float keep = (float) momentum;
      float share = (float) (steps.value == 0 ? 1 : 1 - dampening);
      float ahead = nesterov ? keep : 1;
      float own = nesterov ? 1 : 0;
      for (int i = 0; i < next.length; i++) {
        next[i] = Fma.fma(velocity[i], keep, share * direction[i]);
        direction[i] = Fma.fma(next[i], ahead, own * direction[i]);
      }
    }
  }
}
