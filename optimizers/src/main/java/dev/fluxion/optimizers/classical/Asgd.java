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
 * Averaged stochastic gradient descent: the average of the run is better than its end.
 *
 * <p>Formula: {@code θ ← (1 - λη)θ - ηg} with {@code η = α / (1 + λα(t-1))^κ}; {@code a ← a + (θ -
 * a)/max(1, t - 1 - t₀)}: the average of all θ from step t₀ + 2 on, and θ itself before. Weight
 * decay is coupled: {@code g + wθ} takes the place of g.
 *
 * <p>Source: B. Polyak, A. Juditsky, «Acceleration of Stochastic Approximation by Averaging», 1992;
 * L. Bottou, «Stochastic Gradient Descent Tricks», 2012. Conventions are those of PyTorch: the
 * average is kept beside θ, in the state as {@code average}, and does not enter the steps.
 *
 * @param learningRate the step size α at the start
 * @param lambda the rate λ of decay of the parameters and of the step size
 * @param power the power κ of the decay of the step size
 * @param t0 the step t₀ after which the average begins
 * @param weightDecay the coefficient w of ½w|θ|² added to the loss
 */
public record Asgd(
    @Setting(value = "step size α at the start", min = 0) double learningRate,
    @Setting(value = "rate λ of decay of the parameters and of the step size", min = 0)
        double lambda,
    @Setting(value = "power κ of the decay of the step size", min = 0) double power,
    @Setting(value = "step after which the average begins", min = 0) double t0,
    @Setting(value = "coefficient w of ½w|θ|² added to the loss", min = 0) double weightDecay)
    implements OptimizerSpec {
  public Asgd {
    Settings.check(Asgd.class, learningRate, lambda, power, t0, weightDecay);
  }

  /** The defaults. */
  public Asgd() {
    this(0.01, 1e-4, 0.75, 1e6, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "asgd",
        "Gradient descent with a decaying rate, and the average of its run beside it.",
        "θ ← (1 - λη)θ - η·g,  η = α / (1 + λα(t-1))^κ;  a ← a + (θ - a)/max(1, t - 1 - t₀)",
        "B. Polyak, A. Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992",
        "PyTorch's conventions: the average a is kept beside θ (in the state), and θ is not set to"
            + " it.");
  }

  @Override
  public Set<Invariance> invariances() {
    return Classical.symmetries(
        weightDecay + lambda, Invariance.PERMUTATION, Invariance.ROTATION, Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout.size());
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout.size());
  }

  /** η after so many steps. */
  private double eta(double rate, double steps) {
    return rate / StrictMath.pow(1 + lambda * rate * steps, power);
  }

  /** The weight of θ in the average after so many steps. */
  private double share(double steps) {
    return 1 / Math.max(1, steps - t0);
  }

  private final class Definition extends OptimizerDefinition {
    private final double[] average;
    private final Cell steps = number("steps", 0);
    private final Cell rate = telemetry("learningRate");

    Definition(int dimension) {
      super(dimension, learningRate);
      average = doubles("average", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double eta = eta(rate(), steps.value);
      double share = share(steps.value);
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        theta[i] = (1 - lambda * eta) * theta[i] - eta * d;
        average[i] = share == 1 ? theta[i] : average[i] + share * (theta[i] - average[i]);
      }
      rate.value = eta;
      steps.value++;
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] average;
    private final Cell steps = number("steps", 0);
    private final Cell rate = telemetry("learningRate");

    Engine(int dimension) {
      super(dimension, learningRate);
      average = floats("average", dimension);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      double now = eta(rate(), steps.value);
      double decayed = weightDecay == 0 ? 0 : weightDecay * FusedEngine.largest(theta);
      if (!FusedEngine.harmless(now, steepest() + decayed)) {
        return Outcome.DIVERGED;
      }
      rate.value = now;
      float eta = (float) now;
      float keep = (float) (1 - lambda * rate.value);
      float decay = (float) weightDecay;
      float share = (float) share(steps.value);
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        float next = Fma.fma(d, -eta, theta[i] * keep);
        theta[i] = next;
        average[i] = share == 1 ? next : Fma.fma(next - average[i], share, average[i]);
      }
      steps.value++;
      return Outcome.RUNNING;
    }
  }
}
