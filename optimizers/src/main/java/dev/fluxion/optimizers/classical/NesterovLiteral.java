package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.util.Arrays;
import java.util.Set;

/**
 * Document 002's Nesterov momentum, to the letter: it looks the wrong way.
 *
 * <p>Formula: {@code v ← βv + ∇f(W + βv)}; {@code W ← W - ηv}. The velocity points uphill, since it
 * sums gradients, so {@code W + βv} lies behind, and at a distance that has nothing to do with η.
 * On a parabola of curvature h the step is a linear map with determinant {@code β(1 + h)}: it
 * diverges for {@code h > (1-β)/β}, which is 0.11 for β = 0.9, however small η is. The right form
 * is {@link Nesterov}.
 *
 * <p>Source: document 002, §4.2.
 *
 * @param learningRate the step size η
 * @param momentum the share β of the velocity that is kept
 */
public record NesterovLiteral(
    @Setting(value = "step size η", min = 0) double learningRate,
    @Setting(value = "share β of the velocity that is kept", min = 0, below = 1) double momentum)
    implements OptimizerSpec {
  public NesterovLiteral {
    Settings.check(NesterovLiteral.class, learningRate, momentum);
  }

  /** The defaults. */
  public NesterovLiteral() {
    this(0.01, 0.9);
  }

  @Override
  public Card card() {
    return new Card(
        "nesterov-literal",
        "Document 002's Nesterov momentum to the letter: it looks backwards and diverges.",
        "v ← βv + ∇f(W + βv);  W ← W - η·v",
        "document 002, §4.2",
        "None, on purpose: it diverges wherever the curvature exceeds (1-β)/β, at any η. The right"
            + " form is nesterov. At rest W + βv = W, so the first step takes the gradient given.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.EXTRA_EVALUATIONS);
  }

  @Override
  public Set<Invariance> invariances() {
    return Classical.symmetries(
        0, Invariance.PERMUTATION, Invariance.ROTATION, Invariance.SEGMENTATION);
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
    private final double[] ahead;
    private final double[] slope;
    private final Cell steps = number("steps", 0);
    private ObjectiveDefinition objective;

    Definition(int dimension) {
      super(dimension, learningRate);
      velocity = doubles("velocity", dimension);
      ahead = new double[dimension];
      slope = new double[dimension];
    }

    @Override
    public void attach(ObjectiveDefinition objective) {
      this.objective = objective;
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      for (int i = 0; i < theta.length; i++) {
        ahead[i] = theta[i] + momentum * velocity[i];
      }
      if (steps.value == 0) {
        System.arraycopy(gradient, 0, slope, 0, theta.length);
      } else {
        objective.valueAndGradient(ahead, slope);
      }
      if (!Arrays.stream(slope).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      for (int i = 0; i < theta.length; i++) {
        velocity[i] = momentum * velocity[i] + slope[i];
        theta[i] -= rate() * velocity[i];
      }
      steps.value++;
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] velocity;
    private final float[] ahead;
    private final float[] slope;
    private final Cell steps = number("steps", 0);
    private Objective objective;

    Engine(int dimension) {
      super(dimension, learningRate);
      velocity = floats("velocity", dimension);
      ahead = new float[dimension];
      slope = new float[dimension];
    }

    @Override
    public void attach(Objective objective) {
      this.objective = objective;
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      float rate = (float) rate();
      float beta = (float) momentum;
      for (int i = 0; i < theta.length; i++) {
        ahead[i] = Fma.fma(velocity[i], beta, theta[i]);
      }
      if (steps.value == 0) {
        System.arraycopy(gradient, 0, slope, 0, theta.length);
      } else {
        objective.valueAndGradient(ahead, slope);
      }
      if (!AllFinite.allFinite(theta.length, slope, 0)) {
        return Outcome.DIVERGED;
      }
      for (int i = 0; i < theta.length; i++) {
        velocity[i] = Fma.fma(velocity[i], beta, slope[i]);
        theta[i] = Fma.fma(velocity[i], -rate, theta[i]);
      }
      steps.value++;
      return Outcome.RUNNING;
    }
  }
}
