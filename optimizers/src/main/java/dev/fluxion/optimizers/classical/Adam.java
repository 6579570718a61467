package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AdamStep;
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
import java.util.stream.Stream;

/**
 * Adam.
 *
 * <p>Formula: {@code m ← β₁m + (1-β₁)g}; {@code v ← β₂v + (1-β₂)g²}; {@code θ ← θ - α·m̂ / (√v̂ +
 * ε)} with {@code m̂ = m / (1-β₁ᵗ)}, {@code v̂ = v / (1-β₂ᵗ)}. Weight decay is coupled: {@code g +
 * λθ} takes the place of g; for the decoupled form see {@link AdamW}. A step that would leave θ, m
 * or v not finite is refused; in floats, v overflows where |g| passes 1.8e19.
 *
 * <p>Source: D. Kingma, J. Ba, «Adam: A Method for Stochastic Optimization», 2015, algorithm 1;
 * document 002.
 *
 * @param learningRate the step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the mean squared gradient
 * @param epsilon added to the root of the second moment
 * @param weightDecay the coefficient λ of ½λ|θ|² added to the loss
 */
public record Adam(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the mean squared gradient", min = 0, below = 1) double beta2,
    @Setting(value = "added to the root of the second moment", min = 0) double epsilon,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay)
    implements OptimizerSpec {
  public Adam {
    Settings.check(Adam.class, learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** The defaults. */
  public Adam() {
    this(0.001, 0.9, 0.999, 1e-8, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "adam",
        "Adaptive moments: steps of about the same size in every coordinate.",
        "θ ← θ - α·m̂ / (√v̂ + ε),  m ← β₁m + (1-β₁)g,  v ← β₂v + (1-β₂)g²",
        "D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, 2015; document 002");
  }

  @Override
  public Set<Invariance> invariances() {
    return Set.of(Invariance.PERMUTATION, Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(this, layout.size(), 0);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(this, layout.size(), 0);
  }

  /** The formula; the decoupled decay is AdamW's. */
  static final class Definition extends OptimizerDefinition {
    private final Adam spec;
    private final double decoupled;
    private final double[] m;
    private final double[] v;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);

    Definition(Adam spec, int dimension, double decoupled) {
      super(dimension, spec.learningRate);
      this.spec = spec;
      this.decoupled = decoupled;
      this.m = doubles("firstMoment", dimension);
      this.v = doubles("secondMoment", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      int n = theta.length;
      double p1 = power1.value * spec.beta1;
      double p2 = power2.value * spec.beta2;
      double[] nextM = new double[n];
      double[] nextV = new double[n];
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        double d = gradient[i] + spec.weightDecay * theta[i];
        nextM[i] = spec.beta1 * m[i] + (1 - spec.beta1) * d;
        nextV[i] = spec.beta2 * v[i] + (1 - spec.beta2) * d * d;
        double mean = nextM[i] / (1 - p1);
        double root = Math.sqrt(nextV[i] / (1 - p2));
        next[i] = theta[i] * (1 - rate() * decoupled);
        next[i] -= rate() * mean / (root + spec.epsilon);
      }
      if (!Stream.of(nextM, nextV, next)
          .allMatch(x -> Arrays.stream(x).allMatch(Double::isFinite))) {
        return Outcome.DIVERGED;
      }
      System.arraycopy(nextM, 0, m, 0, n);
      System.arraycopy(nextV, 0, v, 0, n);
      System.arraycopy(next, 0, theta, 0, n);
      power1.value = p1;
      power2.value = p2;
      return Outcome.RUNNING;
    }
  }

  /** The fused float form. */
  static final class Engine extends FusedEngine {
    /** Gradients below this have squares that are floats, and all that follows from them. */
    private static final double TAME = 0x1p63;

    private final Adam spec;
    private final double decoupled;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);
    private double nextPower1;
    private double nextPower2;

    Engine(Adam spec, int dimension, double decoupled) {
      super(dimension, spec.learningRate);
      this.spec = spec;
      this.decoupled = decoupled;
      keep(floats("firstMoment", dimension), floats("secondMoment", dimension));
    }

    /** Since every gradient taken so far has a finite square, |m| stays below 2⁶⁵. */
    @Override
    protected boolean prepare(float[] theta) {
      nextPower1 = power1.value * spec.beta1;
      nextPower2 = power2.value * spec.beta2;
      double d = steepest() + (spec.weightDecay == 0 ? 0 : spec.weightDecay * largest(theta));
      return d < TAME
          && Math.abs(1 - rate() * decoupled) <= 1
          && harmless(corrected() / spec.epsilon, 0x1p65);
    }

    private double corrected() {
      return rate() / (1 - nextPower1);
    }

    @Override
    protected float take(int n, float[] theta, float[] gradient, float[][] state, int offset) {
      AdamStep.step(
          n,
          (float) corrected(),
          (float) (1 / Math.sqrt(1 - nextPower2)),
          (float) spec.beta1,
          (float) (1 - spec.beta1),
          (float) spec.beta2,
          (float) (1 - spec.beta2),
          (float) spec.epsilon,
          (float) spec.weightDecay,
          (float) (1 - rate() * decoupled),
          theta,
          gradient,
          state[0],
          state[1],
          offset);
      return 0;
    }

    @Override
    protected void commit(float largest) {
      power1.value = nextPower1;
      power2.value = nextPower2;
    }
  }
}
