package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.MomentumStep;
import dev.fluxion.autodiff.kernel.NesterovStep;
import dev.fluxion.autodiff.kernel.SgdStep;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Gradient descent, with momentum, dampening, Nesterov's form and coupled weight decay.
 *
 * <p>Formula: {@code d = g + λθ}; {@code v ← μv + (1-τ)d} (first step: {@code v = d}); {@code θ ← θ
 * - αv}, or with Nesterov {@code θ ← θ - α(d + μv)}. Without momentum, {@code θ ← θ - αd}. A step
 * that would leave θ or v infinite is refused.
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
      super(dimension, learningRate);
      velocity = doubles("velocity", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      int n = theta.length;
      double share = steps.value == 0 ? 1 : 1 - dampening;
      double[] v = new double[n];
      double[] t = new double[n];
      for (int i = 0; i < n; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        v[i] = momentum * velocity[i] + share * d;
        double direction = momentum == 0 ? d : nesterov ? d + momentum * v[i] : v[i];
        t[i] = theta[i] - rate() * direction;
      }
      if (!DoubleStream.concat(Arrays.stream(v), Arrays.stream(t)).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      System.arraycopy(v, 0, velocity, 0, n);
      System.arraycopy(t, 0, theta, 0, n);
      steps.value++;
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends FusedEngine {
    private final Cell steps = number("steps", 0);
    private final Cell fastest = number("largestVelocity", 0);
    private float share;

    Engine(int dimension) {
      super(dimension, learningRate);
      keep(floats("velocity", momentum == 0 ? 0 : dimension));
    }

    @Override
    protected boolean prepare(float[] theta) {
      share = (float) (steps.value == 0 ? 1 : 1 - dampening);
      if (momentum == 0) { // d is a contraction of θ plus the gradient
        boolean contracts = weightDecay <= 1 && rate() * weightDecay <= 1;
        return contracts && harmless(rate(), steepest());
      }
      double d = steepest() + (weightDecay == 0 ? 0 : weightDecay * largest(theta));
      double v = momentum * fastest.value + share * d;
      return harmless(1, d) && harmless(1, v) && harmless(rate(), d + v);
    }

    @Override
    protected float take(int n, float[] theta, float[] gradient, float[][] state, int offset) {
      float rate = (float) rate();
      float decay = (float) weightDecay;
      float mu = (float) momentum;
      if (momentum == 0) {
        SgdStep.step(n, rate, decay, theta, gradient, offset);
        return 0;
      }
      return nesterov
          ? NesterovStep.step(n, rate, mu, share, decay, theta, gradient, state[0], offset)
          : MomentumStep.step(n, rate, mu, share, decay, theta, gradient, state[0], offset);
    }

    @Override
    protected void commit(float largest) {
      fastest.value = largest;
      steps.value++;
    }
  }
}
