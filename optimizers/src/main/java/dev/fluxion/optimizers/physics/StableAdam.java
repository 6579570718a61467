package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AllFinite;
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
import java.util.EnumSet;
import java.util.Set;

/**
 * StableAdam of document 001's published package: Adam's direction, averaged once more, with a rate
 * that falls with the norms.
 *
 * <p>Formula: {@code d = m̂ / (√v / (1-β₂ᵗ) + ε)} with Adam's moments m and v; in every tensor
 * {@code h ← δh + (1-δ)d}; {@code θ ← θ - α/(√H + ε)·h} with {@code H = ½|h|² + ½|d|²}.
 *
 * <p>Source: the package temporal_optimizer 0.1.0 that document 001, §7, names; D. Kingma, J. Ba,
 * «Adam: A Method for Stochastic Optimization», 2015.
 *
 * <p>As in the package, the second moment is corrected twice: Adam divides √v by √(1-β₂ᵗ), the
 * package by 1-β₂ᵗ. Its penalty {@code τ|Δ|²} is computed and never applied; it is reported.
 *
 * @param learningRate the step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the mean squared gradient
 * @param epsilon added to both denominators
 * @param weightDecay the coefficient of ½λ|θ|² added to the loss
 * @param temporalStability the strength τ of the penalty that is reported
 * @param momentumDecay the share δ of h that is kept
 * @param energyConservation whether the rate falls with the energy H
 */
public record StableAdam(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the mean squared gradient", min = 0, below = 1) double beta2,
    @Setting(value = "added to both denominators", above = 0) double epsilon,
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay,
    @Setting(value = "strength τ of the penalty that is reported", min = 0)
        double temporalStability,
    @Setting(value = "share δ of the second average that is kept", min = 0, below = 1)
        double momentumDecay,
    @Setting("whether the rate falls with the energy") boolean energyConservation)
    implements OptimizerSpec {
  public StableAdam {
    Settings.check(
        StableAdam.class,
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        temporalStability,
        momentumDecay,
        energyConservation);
  }

  /** The package's defaults. */
  public StableAdam() {
    this(0.001, 0.9, 0.999, 1e-8, 0, 0.01, 0.9, true);
  }

  @Override
  public Card card() {
    return new Card(
        "stable-adam",
        "StableAdam of the published package: Adam's direction, averaged, over its norm.",
        "d = m̂ / (√v / (1-β₂ᵗ) + ε);  h ← δh + (1-δ)d;  θ ← θ - α/(√(½|h|² + ½|d|²) + ε)·h",
        "document 001, §7: the package temporal_optimizer 0.1.0",
        "As in the package, the second moment is corrected twice, and the penalty is computed and"
            + " never applied; it is reported.");
  }

  @Override
  public Set<Invariance> invariances() {
    Set<Invariance> all = EnumSet.of(Invariance.PERMUTATION);
    if (weightDecay == 0) {
      all.add(Invariance.TRANSLATION);
    }
    if (!energyConservation) {
      all.add(Invariance.SEGMENTATION);
    }
    return all;
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout);
  }

  private HamiltonianUpdate rule() {
    return new HamiltonianUpdate(
        learningRate, momentumDecay, energyConservation, epsilon, temporalStability);
  }

  private final class Definition extends HamiltonianUpdate.Definition {
    private final double[] m;
    private final double[] v;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);

    Definition(ParameterLayout layout) {
      super(layout, rule());
      m = doubles("firstMoment", layout.size());
      v = doubles("secondMoment", layout.size());
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      int n = theta.length;
      double[] mean = new double[n];
      double[] square = new double[n];
      double[] direction = new double[n];
      for (int i = 0; i < n; i++) {
        double d = gradient[i] + weightDecay * theta[i];
        mean[i] = beta1 * m[i] + (1 - beta1) * d;
        square[i] = beta2 * v[i] + (1 - beta2) * d * d;
        double root = Math.sqrt(square[i]) / (1 - power2.value * beta2);
        direction[i] = mean[i] / (1 - power1.value * beta1) / (root + epsilon);
      }
      if (!Arrays.stream(square).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED; // √∞ would stop θ for ever
      }
      Outcome outcome = follow(direction, theta);
      if (outcome == Outcome.RUNNING) {
        System.arraycopy(mean, 0, m, 0, n);
        System.arraycopy(square, 0, v, 0, n);
        power1.value *= beta1;
        power2.value *= beta2;
      }
      return outcome;
    }
  }

  private final class Engine extends HamiltonianUpdate.Engine {
    private final float[] m;
    private final float[] v;
    private final float[] mean;
    private final float[] square;
    private final float[] direction;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);

    Engine(ParameterLayout layout) {
      super(layout, rule());
      m = floats("firstMoment", layout.size());
      v = floats("secondMoment", layout.size());
      mean = new float[layout.size()];
      square = new float[layout.size()];
      direction = new float[layout.size()];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      propose(theta, gradient);
      int n = theta.length;
      if (!AllFinite.allFinite(n, square, 0)) {
        return Outcome.DIVERGED; // √∞ would stop θ for ever
      }
      Outcome outcome = follow(direction, theta);
      if (outcome == Outcome.RUNNING) {
        System.arraycopy(mean, 0, m, 0, n);
        System.arraycopy(square, 0, v, 0, n);
        power1.value *= beta1;
        power2.value *= beta2;
      }
      return outcome;
    }

    /** The moments after the step, and Adam's direction. */
    private void propose(float[] theta, float[] gradient) {
      float decay = (float) weightDecay;
      float keep1 = (float) beta1;
      float share1 = (float) (1 - beta1);
      float keep2 = (float) beta2;
      float share2 = (float) (1 - beta2);
      float correct1 = (float) (1 / (1 - power1.value * beta1));
      float correct2 = (float) (1 / (1 - power2.value * beta2));
      float small = Math.max((float) epsilon, Float.MIN_VALUE); // 0/(0 + ε) stays 0
      for (int i = 0; i < theta.length; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        mean[i] = Fma.fma(m[i], keep1, share1 * d);
        square[i] = Fma.fma(v[i], keep2, share2 * d * d);
        float root = Fma.fma((float) Math.sqrt(square[i]), correct2, small);
        direction[i] = mean[i] * correct1 / root;
      }
    }
  }
}
