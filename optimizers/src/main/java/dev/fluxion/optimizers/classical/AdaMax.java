package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Fma;
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
 * AdaMax: Adam with the largest recent gradient in place of the root mean square.
 *
 * <p>Formula: {@code m ← β₁m + (1-β₁)g}; {@code u ← max(β₂u, |g| + ε)}; {@code θ ← θ - α·m / ((1 -
 * β₁ᵗ)u)}. Weight decay is coupled: {@code g + λθ} takes the place of g.
 *
 * <p>Source: D. Kingma, J. Ba, «Adam: A Method for Stochastic Optimization», 2015, algorithm 2.
 * Conventions are those of PyTorch: ε, which the paper lacks, inside the maximum.
 *
 * @param learningRate the step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the largest gradient
 * @param epsilon added to the gradient's absolute value
 * @param weightDecay the coefficient λ of ½λ|θ|² added to the loss
 */
public record AdaMax(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the largest gradient", min = 0, below = 1) double beta2,
    @Setting(value = "added to the gradient's absolute value", above = 0) double epsilon,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay)
    implements OptimizerSpec {
  public AdaMax {
    Settings.check(AdaMax.class, learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** The defaults. */
  public AdaMax() {
    this(0.002, 0.9, 0.999, 1e-8, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "adamax",
        "Adam with the largest recent gradient in place of the root mean square.",
        "θ ← θ - α·m̂ / u,  m ← β₁m + (1-β₁)g,  u ← max(β₂u, |g| + ε)",
        "D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, 2015, algorithm 2",
        "PyTorch's convention: ε, which the paper lacks, is inside the maximum.");
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
    private final double[] m;
    private final double[] u;
    private final Cell power1 = number("beta1Power", 1);

    Definition(int dimension) {
      super(dimension, learningRate);
      m = doubles("firstMoment", dimension);
      u = doubles("largestGradient", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      power1.value *= beta1;
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        m[i] = beta1 * m[i] + (1 - beta1) * d;
        u[i] = Math.max(beta2 * u[i], Math.abs(d) + epsilon);
        theta[i] -= rate() / (1 - power1.value) * m[i] / u[i];
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] m;
    private final float[] u;
    private final Cell power1 = number("beta1Power", 1);

    Engine(int dimension) {
      super(dimension, learningRate);
      m = floats("firstMoment", dimension);
      u = floats("largestGradient", dimension);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      power1.value *= beta1;
      float rate = (float) (rate() / (1 - power1.value));
      float keep1 = (float) beta1;
      float share1 = (float) (1 - beta1);
      float keep2 = (float) beta2;
      float small = Classical.positive(epsilon);
      float decay = (float) weightDecay;
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        m[i] = Fma.fma(m[i], keep1, d * share1);
        u[i] = Math.max(u[i] * keep2, Math.abs(d) + small);
        theta[i] = Fma.fma(m[i] / u[i], -rate, theta[i]);
      }
      return Outcome.RUNNING;
    }
  }
}
