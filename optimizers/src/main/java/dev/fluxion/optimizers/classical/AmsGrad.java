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
 * AMSGrad: Adam whose second moment never shrinks.
 *
 * <p>Formula: {@code m ← β₁m + (1-β₁)g}; {@code v ← β₂v + (1-β₂)g²}; {@code w ← max(w, v)}; {@code
 * θ ← θ - α·m̂ / (√ŵ + ε)} with {@code m̂ = m / (1-β₁ᵗ)}, {@code ŵ = w / (1-β₂ᵗ)}. Weight decay is
 * coupled ({@code g + λθ} takes the place of g) or decoupled ({@code θ ← (1 - αλ)θ} first).
 *
 * <p>Source: S. Reddi, S. Kale, S. Kumar, «On the Convergence of Adam and Beyond», 2018, algorithm
 * 2. Conventions are those of PyTorch: bias corrections, and the maximum is that of the uncorrected
 * v.
 *
 * @param learningRate the step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the mean squared gradient
 * @param epsilon added to the root of the second moment
 * @param weightDecay the coefficient λ of the weight decay
 * @param decoupled whether the decay is AdamW's
 */
public record AmsGrad(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the mean squared gradient", min = 0, below = 1) double beta2,
    @Setting(value = "added to the root of the second moment", above = 0) double epsilon,
    @Setting(value = "coefficient λ of the weight decay", min = 0) double weightDecay,
    @Setting("whether the parameters decay by themselves, as in adamw") boolean decoupled)
    implements OptimizerSpec {
  public AmsGrad {
    Settings.check(AmsGrad.class, learningRate, beta1, beta2, epsilon, weightDecay, decoupled);
  }

  /** The defaults. */
  public AmsGrad() {
    this(0.001, 0.9, 0.999, 1e-8, 0, false);
  }

  @Override
  public Card card() {
    return new Card(
        "amsgrad",
        "Adam whose second moment never shrinks.",
        "θ ← θ - α·m̂ / (√ŵ + ε),  w ← max(w, v),  m and v as in adam",
        "S. Reddi, S. Kale, S. Kumar, On the Convergence of Adam and Beyond, 2018, algorithm 2",
        "PyTorch's conventions: bias corrections (the paper has none), and the maximum is that of"
            + " the uncorrected v.");
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
    private final double[] largest;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);

    Definition(int dimension) {
      super(dimension, learningRate);
      m = doubles("firstMoment", dimension);
      v = doubles("secondMoment", dimension);
      largest = doubles("largestSecondMoment", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      if (Classical.tooSteep(gradient, decoupled ? 0 : weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      power1.value *= beta1;
      power2.value *= beta2;
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i] + (decoupled ? 0 : weightDecay * theta[i]);
        m[i] = beta1 * m[i] + (1 - beta1) * d;
        v[i] = beta2 * v[i] + (1 - beta2) * d * d;
        largest[i] = Math.max(largest[i], v[i]);
        double mean = m[i] / (1 - power1.value);
        double root = Math.sqrt(largest[i] / (1 - power2.value));
        theta[i] *= decoupled ? 1 - rate() * weightDecay : 1;
        theta[i] -= rate() * mean / (root + epsilon);
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] m;
    private final float[] v;
    private final float[] largest;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);
    private final float keep1 = (float) beta1;
    private final float keep2 = (float) beta2;
    private final float share1 = (float) (1 - beta1);
    private final float share2 = (float) (1 - beta2);
    private final float small = Classical.positive(epsilon);
    private final float coupled = (float) (decoupled ? 0 : weightDecay);

    Engine(int dimension) {
      super(dimension, learningRate);
      m = floats("firstMoment", dimension);
      v = floats("secondMoment", dimension);
      largest = floats("largestSecondMoment", dimension);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      if (Classical.tooSteep(steepest(), decoupled ? 0 : weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      power1.value *= beta1;
      power2.value *= beta2;
      float rate = (float) (rate() / (1 - power1.value));
      float root = (float) (1 / Math.sqrt(1 - power2.value));
      float shrink = (float) (decoupled ? 1 - rate() * weightDecay : 1);
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], coupled, gradient[i]);
        m[i] = Fma.fma(m[i], keep1, d * share1);
        v[i] = Fma.fma(v[i], keep2, d * d * share2);
        largest[i] = Math.max(largest[i], v[i]);
        float ratio = m[i] / Fma.fma((float) Math.sqrt(largest[i]), root, small);
        theta[i] = Fma.fma(ratio, -rate, theta[i] * shrink);
      }
      return Outcome.RUNNING;
    }
  }
}
