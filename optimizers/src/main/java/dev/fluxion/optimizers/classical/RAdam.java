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
 * RAdam: Adam that adapts only once its second moment is known well enough.
 *
 * <p>Formula: m, v and m̂ as in {@link Adam}; {@code ρ∞ = 2/(1-β₂) - 1}; {@code ρ_t = ρ∞ - 2tβ₂ᵗ /
 * (1-β₂ᵗ)}, about the number of gradients in v. While {@code ρ_t ≤ 5}, {@code θ ← θ - αm̂}; then
 * {@code θ ← θ - α·r·m̂·√(1-β₂ᵗ) / (√v + ε)} with {@code r² = (ρ_t-4)(ρ_t-2)ρ∞ /
 * ((ρ∞-4)(ρ∞-2)ρ_t)}. Weight decay is coupled: {@code g + λθ} takes the place of g.
 *
 * <p>Source: L. Liu and others, «On the Variance of the Adaptive Learning Rate and Beyond», 2020,
 * algorithm 2, where the bound is 4. Conventions are those of PyTorch: the bound 5, and ε added to
 * √v before the bias correction.
 *
 * @param learningRate the step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the mean squared gradient
 * @param epsilon added to the root of the second moment
 * @param weightDecay the coefficient λ of ½λ|θ|² added to the loss
 */
public record RAdam(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the mean squared gradient", min = 0, below = 1) double beta2,
    @Setting(value = "added to the root of the second moment", above = 0) double epsilon,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay)
    implements OptimizerSpec {
  public RAdam {
    Settings.check(RAdam.class, learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** The defaults. */
  public RAdam() {
    this(0.001, 0.9, 0.999, 1e-8, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "radam",
        "Adam that adapts only once its second moment is known well enough.",
        "θ ← θ - α·m̂ while ρ_t ≤ 5;  then θ ← θ - α·r·m̂·√(1-β₂ᵗ) / (√v + ε)",
        "L. Liu and others, On the Variance of the Adaptive Learning Rate and Beyond, 2020,"
            + " algorithm 2",
        "PyTorch's conventions: the bound is 5 (4 in the paper), ε stands beside √v before the bias"
            + " correction.");
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

  /** ρ_t. */
  private double rho(double t, double power2) {
    return limit() - 2 * t * power2 / (1 - power2);
  }

  /** The factor r, or 0 where the step is not adapted. */
  private double rectification(double rho) {
    double limit = limit();
    return rho <= 5
        ? 0
        : Math.sqrt((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho));
  }

  private double limit() {
    return 2 / (1 - beta2) - 1;
  }

  private final class Definition extends OptimizerDefinition {
    private final double[] m;
    private final double[] v;
    private final Cell steps = number("steps", 0);
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);
    private final Cell rectification = telemetry("rectification");

    Definition(int dimension) {
      super(dimension, learningRate);
      m = doubles("firstMoment", dimension);
      v = doubles("secondMoment", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      if (Classical.tooSteep(gradient, weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      steps.value++;
      power1.value *= beta1;
      power2.value *= beta2;
      double r = rectification(rho(steps.value, power2.value));
      rectification.value = r;
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        m[i] = beta1 * m[i] + (1 - beta1) * d;
        v[i] = beta2 * v[i] + (1 - beta2) * d * d;
        double mean = m[i] / (1 - power1.value);
        double adapted = r * Math.sqrt(1 - power2.value) / (Math.sqrt(v[i]) + epsilon);
        theta[i] -= rate() * mean * (r == 0 ? 1 : adapted);
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] m;
    private final float[] v;
    private final Cell steps = number("steps", 0);
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);
    private final Cell rectification = telemetry("rectification");
    private final float keep1 = (float) beta1;
    private final float keep2 = (float) beta2;
    private final float share1 = (float) (1 - beta1);
    private final float share2 = (float) (1 - beta2);
    private final float small = Classical.positive(epsilon);
    private final float decay = (float) weightDecay;

    Engine(int dimension) {
      super(dimension, learningRate);
      m = floats("firstMoment", dimension);
      v = floats("secondMoment", dimension);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      if (Classical.tooSteep(steepest(), weightDecay, theta)) {
        return Outcome.DIVERGED;
      }
      steps.value++;
      power1.value *= beta1;
      power2.value *= beta2;
      double r = rectification(rho(steps.value, power2.value));
      rectification.value = r;
      double rate = rate() / (1 - power1.value);
      if (r == 0) {
        moments(theta, gradient, (float) rate);
      } else {
        adapted(theta, gradient, (float) (rate * r * Math.sqrt(1 - power2.value)));
      }
      return Outcome.RUNNING;
    }

    private void moments(float[] theta, float[] gradient, float rate) {
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        m[i] = Fma.fma(m[i], keep1, d * share1);
        v[i] = Fma.fma(v[i], keep2, d * d * share2);
        theta[i] = Fma.fma(m[i], -rate, theta[i]);
      }
    }

    private void adapted(float[] theta, float[] gradient, float rate) {
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        m[i] = Fma.fma(m[i], keep1, d * share1);
        v[i] = Fma.fma(v[i], keep2, d * d * share2);
        float ratio = m[i] / ((float) Math.sqrt(v[i]) + small);
        theta[i] = Fma.fma(ratio, -rate, theta[i]);
      }
    }
  }
}
