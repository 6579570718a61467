package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.MomentumStep;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.util.Set;

/**
 * Gradient descent, with momentum, dampening, Nesterov's form and coupled weight decay.
 *
 * <p>Formula: {@code d = g + λθ}; {@code v ← μv + (1-τ)d} (first step: {@code v = d}); {@code θ ← θ
 * - αv}, or with Nesterov {@code θ ← θ - α(d + μv)}. Without momentum, {@code θ ← θ - αd}.
 *
 * <p>Source: A. Cauchy, «Méthode générale pour la résolution des systèmes d'équations simultanées»,
 * 1847; B. Polyak, «Some methods of speeding up the convergence of iteration methods», 1964;
 * document 002. Conventions are those of PyTorch: the learning rate multiplies the whole velocity.
 *
 * @param learningRate the step size α
 * @param momentum the share μ of the velocity that is kept
 * @param dampening the share τ of the gradient that does not enter the velocity
 * @param nesterov whether the step looks ahead along the velocity
 * @param weightDecay the coefficient λ of ½λ|θ|² added to the loss
 */
public record Sgd(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "share μ of the velocity that is kept", min = 0, below = 1) double momentum,
    @Setting(value = "share τ of the gradient that does not enter the velocity", min = 0, max = 1)
        double dampening,
    @Setting("whether the step looks ahead along the velocity") boolean nesterov,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay)
    implements OptimizerSpec {
  public Sgd {
    Settings.check(Sgd.class, learningRate, momentum, dampening, nesterov, weightDecay);
  }

  /** The defaults. */
  public Sgd() {
    this(0.01, 0, 0, false, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "sgd",
        "Gradient descent, with momentum, Nesterov's form and weight decay if asked for.",
        "θ ← θ - α·v,  v ← μv + (1-τ)(g + λθ)",
        "A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847;"
            + " document 002",
        "PyTorch's conventions: α multiplies the whole velocity, the first velocity is the"
            + " gradient.");
  }

  @Override
  public Set<Invariance> invariances() {
    return Set.of(Invariance.PERMUTATION, Invariance.ROTATION, Invariance.SEGMENTATION);
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
    private final double[] velocity;
    private final Cell steps = number("steps", 0);

    Definition(int dimension) {
      super(dimension);
      velocity = doubles("velocity", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double share = steps.value == 0 ? 1 : 1 - dampening;
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        velocity[i] = momentum * velocity[i] + share * d;
        double direction = momentum == 0 ? d : nesterov ? d + momentum * velocity[i] : velocity[i];
        theta[i] -= learningRate * direction;
      }
      steps.value++;
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final boolean plain = momentum == 0 && weightDecay == 0;
    private final float[] velocity;
    private final Cell steps = number("steps", 0);

    Engine(int dimension) {
      super(dimension);
      velocity = floats("velocity", plain ? 0 : dimension);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      if (plain) {
        Axpy.axpy(theta.length, (float) -learningRate, gradient, 0, theta, 0);
      } else {
        double share = steps.value == 0 || momentum == 0 ? 1 : 1 - dampening;
        MomentumStep.step(
            theta.length,
            (float) learningRate,
            (float) momentum,
            (float) share,
            (float) weightDecay,
            nesterov,
            theta,
            gradient,
            velocity);
      }
      steps.value++;
      return Outcome.RUNNING;
    }
  }
}
