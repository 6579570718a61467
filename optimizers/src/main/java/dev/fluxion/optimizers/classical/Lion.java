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
 * Lion: every coordinate moves by the learning rate, in the direction of an interpolated gradient.
 *
 * <p>Formula: {@code u = sign(β₁m + (1-β₁)g)}; {@code θ ← (1 - αλ)θ - αu}; {@code m ← β₂m +
 * (1-β₂)g}. The decay is decoupled.
 *
 * <p>Source: X. Chen and others, «Symbolic Discovery of Optimization Algorithms», 2023, program 1.
 *
 * @param learningRate the step size α
 * @param beta1 the share of the memory in the direction
 * @param beta2 the memory of the mean gradient
 * @param weightDecay the rate λ at which the parameters decay by themselves
 */
public record Lion(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "share of the memory in the direction", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta2,
    @Setting(value = "rate λ at which the parameters decay by themselves", min = 0)
        double weightDecay)
    implements OptimizerSpec {
  public Lion {
    Settings.check(Lion.class, learningRate, beta1, beta2, weightDecay);
  }

  /** The defaults. */
  public Lion() {
    this(1e-4, 0.9, 0.99, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "lion",
        "Every coordinate moves by the learning rate, along the sign of an interpolated gradient.",
        "θ ← (1 - αλ)θ - α·sign(β₁m + (1-β₁)g),  m ← β₂m + (1-β₂)g",
        "X. Chen and others, Symbolic Discovery of Optimization Algorithms, 2023");
  }

  @Override
  public Set<Invariance> invariances() {
    return Classical.symmetries(
        weightDecay, Invariance.PERMUTATION, Invariance.LOSS_SCALE, Invariance.SEGMENTATION);
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

    Definition(int dimension) {
      super(dimension, learningRate);
      m = doubles("firstMoment", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      for (int i = 0; i < theta.length; i++) {
        double u = Math.signum(beta1 * m[i] + (1 - beta1) * gradient[i]);
        theta[i] = (1 - rate() * weightDecay) * theta[i] - rate() * u;
        m[i] = beta2 * m[i] + (1 - beta2) * gradient[i];
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] m;

    Engine(int dimension) {
      super(dimension, learningRate);
      m = floats("firstMoment", dimension);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      float rate = (float) rate();
      float keep = (float) (1 - rate() * weightDecay);
      float keep1 = (float) beta1;
      float share1 = (float) (1 - beta1);
      float keep2 = (float) beta2;
      float share2 = (float) (1 - beta2);
      for (int i = 0; i < theta.length; i++) {
        float u = Math.signum(Fma.fma(m[i], keep1, gradient[i] * share1));
        theta[i] = Fma.fma(u, -rate, theta[i] * keep);
        m[i] = Fma.fma(m[i], keep2, gradient[i] * share2);
      }
      return Outcome.RUNNING;
    }
  }
}
