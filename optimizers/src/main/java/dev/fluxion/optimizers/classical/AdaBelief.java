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
 * AdaBelief: Adam that divides by the deviation of the gradient from its mean.
 *
 * <p>Formula: {@code m ← β₁m + (1-β₁)g}; {@code s ← β₂s + (1-β₂)(g - m)² + ε}; {@code θ ← (1 - αλ)θ
 * - α·m̂ / (√ŝ + ε)} with {@code m̂ = m / (1-β₁ᵗ)}, {@code ŝ = s / (1-β₂ᵗ)}. The decay is
 * decoupled.
 *
 * <p>Source: J. Zhuang and others, «AdaBelief Optimizer: Adapting Stepsizes by the Belief in
 * Observed Gradients», 2020, algorithm 2. The default ε = 1e-16 and the decoupled decay are those
 * of the authors' code; its rectification is not part of the algorithm and left out.
 *
 * @param learningRate the step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the mean squared deviation
 * @param epsilon added to the mean squared deviation and to its root
 * @param weightDecay the rate λ at which the parameters decay by themselves
 */
public record AdaBelief(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", above = 0, below = 1) double beta1,
    @Setting(value = "memory of the mean squared deviation", min = 0, below = 1) double beta2,
    @Setting(value = "added to the mean squared deviation and to its root", above = 0)
        double epsilon,
    @Setting(value = "rate λ at which the parameters decay by themselves", min = 0)
        double weightDecay)
    implements OptimizerSpec {
  public AdaBelief {
    Settings.check(AdaBelief.class, learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** The defaults. */
  public AdaBelief() {
    this(0.001, 0.9, 0.999, 1e-16, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "adabelief",
        "Adam that divides by the deviation of the gradient from its mean.",
        "θ ← (1 - αλ)θ - α·m̂ / (√ŝ + ε),  s ← β₂s + (1-β₂)(g - m)² + ε",
        "J. Zhuang and others, AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed"
            + " Gradients, 2020, algorithm 2",
        "ε = 1e-16 and decoupled decay as in the authors' code, without its rectification. Where"
            + " the gradient does not change, the step grows without bound as ε falls.");
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
    private final double[] s;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);

    Definition(int dimension) {
      super(dimension, learningRate);
      m = doubles("firstMoment", dimension);
      s = doubles("deviation", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      if (Classical.tooSteep(gradient, 0, theta)) {
        return Outcome.DIVERGED;
      }
      power1.value *= beta1;
      power2.value *= beta2;
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i];
        m[i] = beta1 * m[i] + (1 - beta1) * d;
        s[i] = beta2 * s[i] + (1 - beta2) * (d - m[i]) * (d - m[i]) + epsilon;
        double mean = m[i] / (1 - power1.value);
        double root = Math.sqrt(s[i] / (1 - power2.value));
        theta[i] *= 1 - rate() * weightDecay;
        theta[i] -= rate() * mean / (root + epsilon);
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] m;
    private final float[] s;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);

    Engine(int dimension) {
      super(dimension, learningRate);
      m = floats("firstMoment", dimension);
      s = floats("deviation", dimension);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      if (Classical.tooSteep(steepest(), 0, theta)) {
        return Outcome.DIVERGED;
      }
      power1.value *= beta1;
      power2.value *= beta2;
      float rate = (float) (rate() / (1 - power1.value));
      float root = (float) (1 / Math.sqrt(1 - power2.value));
      float keep = (float) (1 - rate() * weightDecay);
      float keep1 = (float) beta1;
      float share1 = (float) (1 - beta1);
      float keep2 = (float) beta2;
      float share2 = (float) (1 - beta2);
      float small = Classical.positive(epsilon);
      for (int i = 0; i < theta.length; i++) {
        float d = gradient[i];
        m[i] = Fma.fma(m[i], keep1, d * share1);
        float e = d - m[i];
        s[i] = Fma.fma(s[i], keep2, Fma.fma(e * e, share2, small));
        float ratio = m[i] / Fma.fma((float) Math.sqrt(s[i]), root, small);
        theta[i] = Fma.fma(ratio, -rate, theta[i] * keep);
      }
      return Outcome.RUNNING;
    }
  }
}
