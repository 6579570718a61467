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
import java.util.Arrays;
import java.util.Set;

/**
 * Yogi: Adam whose second moment changes by no more than the squared gradient.
 *
 * <p>Formula: {@code m ← β₁m + (1-β₁)g}; {@code v ← v - (1-β₂)sign(v - g²)g²}; {@code θ ← θ - α·m̂
 * / (√v̂ + ε)} with {@code m̂ = m / (1-β₁ᵗ)}, {@code v̂ = v / (1-β₂ᵗ)}. Weight decay is coupled:
 * {@code g + λθ} takes the place of g.
 *
 * <p>Source: M. Zaheer and others, «Adaptive Methods for Nonconvex Optimization», 2018, algorithm
 * 2, which has no bias corrections; they, and v = 1e-6 at the start, are those of the common
 * implementations (TensorFlow Addons, torch-optimizer). The mean gradient starts at 0.
 *
 * @param learningRate the step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the second moment
 * @param epsilon added to the root of the second moment
 * @param initialAccumulator the second moment at the start
 * @param weightDecay the coefficient λ of ½λ|θ|² added to the loss
 */
public record Yogi(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the second moment", min = 0, below = 1) double beta2,
    @Setting(value = "added to the root of the second moment", above = 0) double epsilon,
    @Setting(value = "second moment at the start", min = 0) double initialAccumulator,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay)
    implements OptimizerSpec {
  public Yogi {
    Settings.check(
        Yogi.class, learningRate, beta1, beta2, epsilon, initialAccumulator, weightDecay);
  }

  /** The defaults. */
  public Yogi() {
    this(0.01, 0.9, 0.999, 1e-3, 1e-6, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "yogi",
        "Adam whose second moment changes by no more than the squared gradient.",
        "θ ← θ - α·m̂ / (√v̂ + ε),  v ← v - (1-β₂)sign(v - g²)g²",
        "M. Zaheer and others, Adaptive Methods for Nonconvex Optimization, 2018, algorithm 2",
        "Bias corrections and v = 1e-6 at the start, as in the common implementations; the paper"
            + " has no corrections.");
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
    private final double[] v;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);

    Definition(int dimension) {
      super(dimension, learningRate);
      m = doubles("firstMoment", dimension);
      v = doubles("secondMoment", dimension);
      Arrays.fill(v, initialAccumulator);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      if (Classical.tooSteep(gradient, weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      power1.value *= beta1;
      power2.value *= beta2;
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        m[i] = beta1 * m[i] + (1 - beta1) * d;
        v[i] -= (1 - beta2) * Math.signum(v[i] - d * d) * d * d;
        double mean = m[i] / (1 - power1.value);
        double root = Math.sqrt(v[i] / (1 - power2.value));
        theta[i] -= rate() * mean / (root + epsilon);
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] m;
    private final float[] v;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);
    private final float keep1 = (float) beta1;
    private final float share1 = (float) (1 - beta1);
    private final float share2 = (float) (1 - beta2);
    private final float small = Classical.positive(epsilon);
    private final float decay = (float) weightDecay;

    Engine(int dimension) {
      super(dimension, learningRate);
      m = floats("firstMoment", dimension);
      v = floats("secondMoment", dimension);
      Arrays.fill(v, (float) initialAccumulator);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      if (Classical.tooSteep(steepest(), weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      power1.value *= beta1;
      power2.value *= beta2;
      float rate = (float) (rate() / (1 - power1.value));
      float root = (float) (1 / Math.sqrt(1 - power2.value));
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        m[i] = Fma.fma(m[i], keep1, d * share1);
        float square = d * d;
        v[i] = Fma.fma(square * share2, -Math.signum(v[i] - square), v[i]);
        float ratio = m[i] / Fma.fma((float) Math.sqrt(v[i]), root, small);
        theta[i] = Fma.fma(ratio, -rate, theta[i]);
      }
      return Outcome.RUNNING;
    }
  }
}
