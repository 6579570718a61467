package dev.fluxion.optimizers.classical;

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
import java.util.Set;

/**
 * RMSprop: the gradient divided by its recent root mean square.
 *
 * <p>Formula: {@code s ← βs + (1-β)g²}; {@code u = g / (√s + ε)}; {@code θ ← θ - αu}, or with
 * momentum {@code b ← μb + u}; {@code θ ← θ - αb}. Centered, the variance {@code s - ḡ²}, {@code ḡ
 * ← βḡ + (1-β)g}, takes the place of s. Weight decay is coupled: {@code g + λθ} takes the place of
 * g.
 *
 * <p>Source: G. Hinton, «Neural Networks for Machine Learning», lecture 6e, 2012; A. Graves,
 * «Generating Sequences With Recurrent Neural Networks», 2013 (centered); document 002, §6.
 * Conventions are those of PyTorch: ε outside the root, no bias correction. Rounding can make the
 * variance negative and PyTorch's step NaN; here it is at least 0.
 *
 * @param learningRate the step size α
 * @param beta the memory of the mean squared gradient
 * @param epsilon added to the root
 * @param weightDecay the coefficient λ of ½λ|θ|² added to the loss
 * @param momentum the share μ of the velocity that is kept
 * @param centered whether to divide by the root of the variance
 */
public record RmsProp(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean squared gradient", min = 0, below = 1) double beta,
    @Setting(value = "added to the root", above = 0) double epsilon,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay,
    @Setting(value = "share μ of the velocity that is kept", min = 0, below = 1) double momentum,
    @Setting("whether to divide by the root of the variance") boolean centered)
    implements OptimizerSpec {
  public RmsProp {
    Settings.check(RmsProp.class, learningRate, beta, epsilon, weightDecay, momentum, centered);
  }

  /** The defaults. */
  public RmsProp() {
    this(0.01, 0.99, 1e-8, 0, 0, false);
  }

  @Override
  public Card card() {
    return new Card(
        "rmsprop",
        "The gradient divided by its recent root mean square.",
        "θ ← θ - α·g / (√s + ε),  s ← βs + (1-β)g²",
        "G. Hinton, Neural Networks for Machine Learning, lecture 6e, 2012; document 002, §6",
        "PyTorch's conventions: ε outside the root, no bias correction, α multiplies the whole"
            + " velocity. The centered variance is kept from rounding below 0.");
  }

  @Override
  public Set<Invariance> invariances() {
    return Classical.symmetries(weightDecay, Invariance.PERMUTATION, Invariance.SEGMENTATION);
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
    private final double[] square;
    private final double[] mean;
    private final double[] velocity;

    Definition(int dimension) {
      super(dimension, learningRate);
      square = doubles("secondMoment", dimension);
      mean = doubles("firstMoment", dimension);
      velocity = doubles("velocity", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      if (Classical.tooSteep(gradient, weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        square[i] = beta * square[i] + (1 - beta) * d * d;
        mean[i] = beta * mean[i] + (1 - beta) * d;
        double s = centered ? Math.max(0, square[i] - mean[i] * mean[i]) : square[i];
        velocity[i] = momentum * velocity[i] + d / (Math.sqrt(s) + epsilon);
        theta[i] -= rate() * velocity[i];
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] square;
    private final float[] mean;
    private final float[] velocity;
    private final float keep = (float) beta;
    private final float share = (float) (1 - beta);
    private final float decay = (float) weightDecay;
    private final float inertia = (float) momentum;
    private final float small = Classical.positive(epsilon);

    Engine(int dimension) {
      super(dimension, learningRate);
      square = floats("secondMoment", dimension);
      mean = floats("firstMoment", centered ? dimension : 0);
      velocity = floats("velocity", momentum > 0 ? dimension : 0);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      if (Classical.tooSteep(steepest(), weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      float rate = (float) rate();
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        square[i] = Fma.fma(square[i], keep, d * d * share);
        float s = square[i];
        if (centered) {
          mean[i] = Fma.fma(mean[i], keep, d * share);
          s = Math.max(0, Fma.fma(mean[i], -mean[i], s));
        }
        float u = d / ((float) Math.sqrt(s) + small);
        if (momentum > 0) {
          u = Fma.fma(velocity[i], inertia, u);
          velocity[i] = u;
        }
        theta[i] = Fma.fma(u, -rate, theta[i]);
      }
      return Outcome.RUNNING;
    }
  }
}
