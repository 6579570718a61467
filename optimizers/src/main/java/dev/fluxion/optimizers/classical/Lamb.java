package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;

/**
 * LAMB: Adam's direction, with a step as long as the learning rate's share of the tensor's norm.
 *
 * <p>Formula: {@code u = m̂ / (√v̂ + ε) + λθ} with m̂ and v̂ as in {@link Adam}; for every tensor
 * ℓ, {@code θ_ℓ ← θ_ℓ - α·r_ℓ·u_ℓ} with the trust ratio {@code r_ℓ = |θ_ℓ| / |u_ℓ|}, or 1 where one
 * of the norms is 0.
 *
 * <p>Source: Y. You and others, «Large Batch Optimization for Deep Learning: Training BERT in 76
 * minutes», 2020, algorithm 2 with φ the identity. The ratio 1 for norm 0 is that of all
 * implementations: without it a tensor that starts at 0 would stay there.
 *
 * @param learningRate the step size α
 * @param beta1 the memory of the mean gradient
 * @param beta2 the memory of the mean squared gradient
 * @param epsilon added to the root of the second moment
 * @param weightDecay the rate λ of decay, before the trust ratio
 */
public record Lamb(
    @Setting(value = "step size α", min = 0) double learningRate,
    @Setting(value = "memory of the mean gradient", min = 0, below = 1) double beta1,
    @Setting(value = "memory of the mean squared gradient", min = 0, below = 1) double beta2,
    @Setting(value = "added to the root of the second moment", above = 0) double epsilon,
    @Setting(value = "rate λ of decay, before the trust ratio", min = 0) double weightDecay)
    implements OptimizerSpec {
  public Lamb {
    Settings.check(Lamb.class, learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** The defaults. */
  public Lamb() {
    this(0.001, 0.9, 0.999, 1e-6, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "lamb",
        "Adam's direction, with a step as long as the learning rate's share of the tensor's norm.",
        "θ_ℓ ← θ_ℓ - α·(|θ_ℓ|/|u_ℓ|)·u_ℓ,  u = m̂ / (√v̂ + ε) + λθ",
        "Y. You and others, Large Batch Optimization for Deep Learning: Training BERT in 76"
            + " minutes, 2020, algorithm 2",
        "φ is the identity; the trust ratio is 1 where one of the norms is 0, as in all"
            + " implementations.");
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout);
  }

  private static ParameterLayout.Range[] tensors(ParameterLayout layout) {
    return layout.tensors().toArray(new ParameterLayout.Range[0]);
  }

  private static String ratioName(ParameterLayout.Range[] tensors, int k) {
    return tensors.length == 1 ? "trustRatio" : "trustRatio." + tensors[k].name();
  }

  private static double ratio(double squaredTheta, double squaredStep) {
    return squaredTheta == 0 || squaredStep == 0 ? 1 : Math.sqrt(squaredTheta / squaredStep);
  }

  private final class Definition extends OptimizerDefinition {
    private final ParameterLayout.Range[] tensors;
    private final Cell[] ratio;
    private final double[] m;
    private final double[] v;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);

    Definition(ParameterLayout layout) {
      super(layout.size(), learningRate);
      tensors = tensors(layout);
      ratio = new Cell[tensors.length];
      for (int k = 0; k < tensors.length; k++) {
        ratio[k] = telemetry(ratioName(tensors, k));
      }
      m = doubles("firstMoment", layout.size());
      v = doubles("secondMoment", layout.size());
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      if (Classical.tooSteep(gradient, 0, theta)) {
        return Outcome.DIVERGED;
      }
      power1.value *= beta1;
      power2.value *= beta2;
      double[] u = new double[theta.length];
      for (int i = 0; i < theta.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
        v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
        double root = Math.sqrt(v[i] / (1 - power2.value));
        u[i] = m[i] / (1 - power1.value) / (root + epsilon) + weightDecay * theta[i];
      }
      for (int k = 0; k < tensors.length; k++) {
        int offset = tensors[k].offset();
        int size = tensors[k].size();
        ratio[k].value = ratio(sumOfSquares(theta, offset, size), sumOfSquares(u, offset, size));
        for (int i = offset; i < offset + size; i++) {
          theta[i] -= rate() * ratio[k].value * u[i];
        }
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final ParameterLayout.Range[] tensors;
    private final Cell[] ratio;
    private final float[] m;
    private final float[] v;
    private final float[] u;
    private final Cell power1 = number("beta1Power", 1);
    private final Cell power2 = number("beta2Power", 1);

    Engine(ParameterLayout layout) {
      super(layout.size(), learningRate);
      tensors = tensors(layout);
      ratio = new Cell[tensors.length];
      for (int k = 0; k < tensors.length; k++) {
        ratio[k] = telemetry(ratioName(tensors, k));
      }
      m = floats("firstMoment", layout.size());
      v = floats("secondMoment", layout.size());
      u = new float[layout.size()];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      if (Classical.tooSteep(steepest(), 0, theta)) {
        return Outcome.DIVERGED;
      }
      power1.value *= beta1;
      power2.value *= beta2;
      direction(theta, gradient);
      for (int k = 0; k < tensors.length; k++) {
        int offset = tensors[k].offset();
        int size = tensors[k].size();
        ratio[k].value =
            ratio(Dot.sumOfSquares(size, theta, offset), Dot.sumOfSquares(size, u, offset));
        float rate = (float) (rate() * ratio[k].value);
        Axpy.axpy(size, -rate, u, offset, theta, offset);
      }
      return Outcome.RUNNING;
    }

    private void direction(float[] theta, float[] gradient) {
      float keep1 = (float) beta1;
      float share1 = (float) (1 - beta1);
      float keep2 = (float) beta2;
      float share2 = (float) (1 - beta2);
      float scale = (float) (1 / (1 - power1.value));
      float root = (float) (1 / Math.sqrt(1 - power2.value));
      float small = Classical.positive(epsilon);
      float decay = (float) weightDecay;
      for (int i = 0; i < theta.length; i++) {
        float d = gradient[i];
        m[i] = Fma.fma(m[i], keep1, d * share1);
        v[i] = Fma.fma(v[i], keep2, d * d * share2);
        float ratio = m[i] / Fma.fma((float) Math.sqrt(v[i]), root, small);
        u[i] = Fma.fma(theta[i], decay, ratio * scale);
      }
    }
  }
}
