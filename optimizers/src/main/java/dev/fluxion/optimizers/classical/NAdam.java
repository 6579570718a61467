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
 * NAdam: Adam with Nesterov's look-ahead.
 *
 * <p>Formula: m, v and v̂ as in {@link Adam}; {@code θ ← θ - α·(c·g + e·m) / (√v̂ + ε)} with {@code
 * c = (1-μ_t) / (1 - Πμ)}, {@code e = μ_{t+1} / (1 - μ_{t+1}Πμ)}, {@code μ_t = β₁(1 -
 * ½·0.96^{tψ})}, {@code Πμ = μ₁⋯μ_t}. Weight decay is coupled: {@code g + λθ} takes the place of g.
 *
 * <p>Source: T. Dozat, «Incorporating Nesterov Momentum into Adam», 2016. Conventions are those of
 * PyTorch since 2.0: the schedule of μ with ψ = 0.004. Earlier versions took μ_t twice into the
 * product of e, by mistake (corrected in their pull request 92699): {@code legacyProduct}.
 *
 * @param learningRate the step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the mean squared gradient
 * @param epsilon added to the root of the second moment
 * @param weightDecay the coefficient λ of ½λ|θ|² added to the loss
 * @param momentumDecay the speed ψ at which μ rises from ½β₁ to β₁
 * @param legacyProduct whether μ_t is taken twice, as in PyTorch before 2.0
 */
public record NAdam(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the mean squared gradient", min = 0, below = 1) double beta2,
    @Setting(value = "added to the root of the second moment", above = 0) double epsilon,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay,
    @Setting(value = "speed ψ at which the momentum rises from ½β₁ to β₁", min = 0)
        double momentumDecay,
    @Setting("whether μ_t is taken twice, as in PyTorch before 2.0") boolean legacyProduct)
    implements OptimizerSpec {
  public NAdam {
    Settings.check(
        NAdam.class,
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        momentumDecay,
        legacyProduct);
  }

  /** The defaults. */
  public NAdam() {
    this(0.002, 0.9, 0.999, 1e-8, 0, 0.004, false);
  }

  @Override
  public Card card() {
    return new Card(
        "nadam",
        "Adam with Nesterov's look-ahead.",
        "θ ← θ - α·(c·g + e·m) / (√v̂ + ε),  c = (1-μ_t) / (1-Πμ),  e = μ_{t+1} / (1-μ_{t+1}Πμ)",
        "T. Dozat, Incorporating Nesterov Momentum into Adam, 2016",
        "PyTorch's convention: μ_t = β₁(1 - ½·0.96^{tψ}) with ψ = 0.004. Before 2.0 it took μ_t"
            + " twice into the product of e, by mistake: legacyProduct.");
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

  /** μ_t. */
  private double mu(double t) {
    return beta1 * (1 - 0.5 * StrictMath.pow(0.96, t * momentumDecay));
  }

  /** e. */
  private double ahead(double now, double next, double product) {
    return next / (1 - product * next * (legacyProduct ? now : 1));
  }

  private final class Definition extends OptimizerDefinition {
    private final double[] m;
    private final double[] v;
    private final Cell steps = number("steps", 0);
    private final Cell product = number("momentumProduct", 1);
    private final Cell power2 = number("beta2Power", 1);

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
      double now = mu(steps.value);
      double next = mu(steps.value + 1);
      product.value *= now;
      power2.value *= beta2;
      double c = (1 - now) / (1 - product.value);
      double e = ahead(now, next, product.value);
      for (int i = 0; i < theta.length; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        m[i] = beta1 * m[i] + (1 - beta1) * d;
        v[i] = beta2 * v[i] + (1 - beta2) * d * d;
        double root = Math.sqrt(v[i] / (1 - power2.value));
        theta[i] -= rate() * (c * d + e * m[i]) / (root + epsilon);
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] m;
    private final float[] v;
    private final Cell steps = number("steps", 0);
    private final Cell product = number("momentumProduct", 1);
    private final Cell power2 = number("beta2Power", 1);
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
      double now = mu(steps.value);
      double next = mu(steps.value + 1);
      product.value *= now;
      power2.value *= beta2;
      float c = (float) (rate() * (1 - now) / (1 - product.value));
      float e = (float) (rate() * ahead(now, next, product.value));
      float root = (float) (1 / Math.sqrt(1 - power2.value));
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        m[i] = Fma.fma(m[i], keep1, d * share1);
        v[i] = Fma.fma(v[i], keep2, d * d * share2);
        float ahead = Fma.fma(d, c, m[i] * e);
        theta[i] -= ahead / Fma.fma((float) Math.sqrt(v[i]), root, small);
      }
      return Outcome.RUNNING;
    }
  }
}
