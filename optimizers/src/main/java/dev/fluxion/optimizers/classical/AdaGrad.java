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
 * AdaGrad: every coordinate has its own rate, which only shrinks.
 *
 * <p>Formula: {@code s ← s + g²}; {@code θ ← θ - α_t·g / (√s + ε)} with {@code α_t = α / (1 + (t -
 * 1)δ)}. Weight decay is coupled: {@code g + λθ} takes the place of g.
 *
 * <p>Source: J. Duchi, E. Hazan, Y. Singer, «Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization», 2011; document 002, §5. Conventions are those of PyTorch: ε outside the
 * root, s starts at 0, a decay δ of the rate.
 *
 * @param learningRate the step size α
 * @param learningRateDecay the decay δ of the step size
 * @param initialAccumulator the sum s at the start
 * @param epsilon added to the root of the sum
 * @param weightDecay the coefficient λ of ½λ|θ|² added to the loss
 */
public record AdaGrad(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "decay δ of the step size, α / (1 + (t-1)δ)", min = 0)
        double learningRateDecay,
    @Setting(value = "sum of squared gradients at the start", min = 0) double initialAccumulator,
    @Setting(value = "added to the root of the sum", above = 0) double epsilon,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay)
    implements OptimizerSpec {
  public AdaGrad {
    Settings.check(
        AdaGrad.class, learningRate, learningRateDecay, initialAccumulator, epsilon, weightDecay);
  }

  /** The defaults. */
  public AdaGrad() {
    this(0.01, 0, 0, 1e-10, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "adagrad",
        "Every coordinate has its own rate, which only shrinks.",
        "θ ← θ - α·g / (√s + ε),  s ← s + g²",
        "J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning and"
            + " Stochastic Optimization, 2011; document 002, §5",
        "PyTorch's conventions: ε outside the root, s starts at 0.");
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
    private final double[] sum;
    private final Cell steps = number("steps", 0);

    Definition(int dimension) {
      super(dimension, learningRate);
      sum = doubles("sumOfSquares", dimension);
      Arrays.fill(sum, initialAccumulator);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      if (Classical.tooSteep(gradient, weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      double rate = rate() / (1 + steps.value * learningRateDecay);
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        sum[i] += d * d;
        theta[i] -= rate * d / (Math.sqrt(sum[i]) + epsilon);
      }
      steps.value++;
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] sum;
    private final Cell steps = number("steps", 0);

    Engine(int dimension) {
      super(dimension, learningRate);
      sum = floats("sumOfSquares", dimension);
      Arrays.fill(sum, (float) initialAccumulator);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      if (Classical.tooSteep(steepest(), weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      float rate = (float) (rate() / (1 + steps.value * learningRateDecay));
      float decay = (float) weightDecay;
      float small = Classical.positive(epsilon);
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        sum[i] = Math.min(Fma.fma(d, d, sum[i]), Float.MAX_VALUE);
        float ratio = d / ((float) Math.sqrt(sum[i]) + small);
        theta[i] = Fma.fma(ratio, -rate, theta[i]);
      }
      steps.value++;
      return Outcome.RUNNING;
    }
  }
}
