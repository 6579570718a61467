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
 * Adadelta: the step has the unit of the parameters, from the steps before.
 *
 * <p>Formula: {@code s ← ρs + (1-ρ)g²}; {@code u = g·√(a + ε) / √(s + ε)}; {@code a ← ρa +
 * (1-ρ)u²}; {@code θ ← θ - αu}. Weight decay is coupled: {@code g + λθ} takes the place of g.
 *
 * <p>Source: M. Zeiler, «ADADELTA: An Adaptive Learning Rate Method», 2012, algorithm 1, where α is
 * 1. Conventions are those of PyTorch: ε inside the roots.
 *
 * @param learningRate the factor α of the step
 * @param rho the memory of the mean squares
 * @param epsilon added under the roots
 * @param weightDecay the coefficient λ of ½λ|θ|² added to the loss
 */
public record AdaDelta(
    @Setting(value = "factor α of the step", min = 0) double learningRate,
    @Setting(value = "memory of the mean squares", min = 0, below = 1) double rho,
    @Setting(value = "added under the roots", above = 0) double epsilon,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay)
    implements OptimizerSpec {
  public AdaDelta {
    Settings.check(AdaDelta.class, learningRate, rho, epsilon, weightDecay);
  }

  /** The defaults. */
  public AdaDelta() {
    this(1, 0.9, 1e-6, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "adadelta",
        "The step has the unit of the parameters: its size comes from the steps before.",
        "θ ← θ - α·u,  u = g·√(a + ε) / √(s + ε),  s ← ρs + (1-ρ)g²,  a ← ρa + (1-ρ)u²",
        "M. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012",
        "PyTorch's conventions: ε inside the roots, a factor α (1 in the paper).");
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
    private final double[] moved;

    Definition(int dimension) {
      super(dimension, learningRate);
      square = doubles("secondMoment", dimension);
      moved = doubles("squaredSteps", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      if (Classical.tooSteep(gradient, weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        square[i] = rho * square[i] + (1 - rho) * d * d;
        double u = d * Math.sqrt(moved[i] + epsilon) / Math.sqrt(square[i] + epsilon);
        moved[i] = rho * moved[i] + (1 - rho) * u * u;
        theta[i] -= rate() * u;
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] square;
    private final float[] moved;

    Engine(int dimension) {
      super(dimension, learningRate);
      square = floats("secondMoment", dimension);
      moved = floats("squaredSteps", dimension);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      if (Classical.tooSteep(steepest(), weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      float rate = (float) rate();
      float keep = (float) rho;
      float share = (float) (1 - rho);
      float decay = (float) weightDecay;
      float small = Classical.positive(epsilon);
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        square[i] = Fma.fma(square[i], keep, d * d * share);
        float u = (float) Math.sqrt(moved[i] + small) / (float) Math.sqrt(square[i] + small) * d;
        moved[i] = Fma.fma(moved[i], keep, u * u * share);
        theta[i] = Fma.fma(u, -rate, theta[i]);
      }
      return Outcome.RUNNING;
    }
  }
}
