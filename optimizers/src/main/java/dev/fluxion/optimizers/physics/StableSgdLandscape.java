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
import java.util.Set;

/**
 * StableSGD as document 001's published landscape experiment runs it.
 *
 * <p>Formula: {@code ĝ = 0.7g + 0.3g'} with the last gradient g', 0 at first; from the second step
 * on {@code m = μ / (1 + |ĝ - g'|)}, before {@code m = μ}; {@code v ← mv + αĝ}; {@code e = ½v² +
 * ½ĝ²}; {@code θ ← θ - av} with {@code a = α / (1 + 0.2√e)} where e > 1e-8, else {@code a = α}.
 *
 * <p>Source: the program {@code challenging_sgd_stability_test.py} that document 001, §7, names.
 *
 * <p>It differs from {@link StableSgd}, the document's text, in smoothing, in a momentum that falls
 * where the gradient changes, in the stronger brake, and in having no penalty: as in {@link
 * StableSgdLanguage}, the program's is 0 whatever its strength, which is left out.
 *
 * @param learningRate the step size α
 * @param momentum the share μ of the velocity that is kept where the gradient does not change
 * @param energyConservation whether the learning rate falls with the energy
 * @param gradientSmoothing whether the gradient is mixed with the last one
 */
public record StableSgdLandscape(
    @Setting(value = "step size α, applied twice", min = 0) double learningRate,
    @Setting(value = "largest share μ of the velocity that is kept", min = 0, below = 1)
        double momentum,
    @Setting("whether the learning rate falls with the energy") boolean energyConservation,
    @Setting("whether the gradient is mixed with the last one") boolean gradientSmoothing)
    implements OptimizerSpec {
  private static final double DAMPING = 0.2;
  private static final double FLOOR = 1e-8;

  public StableSgdLandscape {
    Settings.check(
        StableSgdLandscape.class, learningRate, momentum, energyConservation, gradientSmoothing);
  }

  /** The program's defaults. */
  public StableSgdLandscape() {
    this(0.01, 0.9, true, true);
  }

  @Override
  public Card card() {
    return new Card(
        "stable-sgd-landscape",
        "StableSGD as the published landscape experiment runs it.",
        "ĝ = 0.7g + 0.3g';  v ← μ / (1 + |ĝ - g'|)·v + αĝ;  θ ← θ - α / (1 + 0.2√(½v² + ½ĝ²))·v",
        "document 001, §7: challenging_sgd_stability_test.py",
        "The program's penalty is 0 whatever its strength, which is left out.");
  }

  @Override
  public Set<Invariance> invariances() {
    return Set.of(Invariance.PERMUTATION, Invariance.TRANSLATION, Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout.size());
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout.size());
  }

  private double newShare() {
    return gradientSmoothing ? 0.7 : 1;
  }

  private double oldShare() {
    return gradientSmoothing ? 0.3 : 0;
  }

  private final class Definition extends OptimizerDefinition {
    private final double[] v;
    private final double[] last;
    private final Cell steps = number("steps", 0);
    private final Cell energy = telemetry("energy");

    Definition(int dimension) {
      super(dimension, learningRate);
      v = doubles("velocity", dimension);
      last = doubles("lastGradient", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      int n = theta.length;
      double[] next = new double[n];
      double[] moved = new double[n];
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double smooth = newShare() * gradient[i] + oldShare() * last[i];
        double consistency = steps.value == 0 ? 1 : 1 / (1 + Math.abs(smooth - last[i]));
        next[i] = momentum * consistency * v[i] + rate() * smooth;
        double e = 0.5 * next[i] * next[i] + 0.5 * smooth * smooth;
        boolean braked = energyConservation && e > FLOOR;
        double rate = braked ? rate() / (1 + DAMPING * Math.sqrt(e)) : rate();
        moved[i] = theta[i] - rate * next[i];
        sum += e;
      }
      if (!Arrays.stream(next).allMatch(Double::isFinite)
          || !Arrays.stream(moved).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      energy.value = sum;
      System.arraycopy(next, 0, v, 0, n);
      System.arraycopy(gradient, 0, last, 0, n);
      System.arraycopy(moved, 0, theta, 0, n);
      steps.value++;
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final float[] v;
    private final float[] last;
    private final float[] next;
    private final float[] moved;
    private final Cell steps = number("steps", 0);
    private final Cell energy = telemetry("energy");

    Engine(int dimension) {
      super(dimension, learningRate);
      v = floats("velocity", dimension);
      last = floats("lastGradient", dimension);
      next = new float[dimension];
      moved = new float[dimension];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      double sum = draft(theta, gradient);
      if (!AllFinite.allFinite(n, next, 0) || !AllFinite.allFinite(n, moved, 0)) {
        return Outcome.DIVERGED;
      }
      energy.value = sum;
      System.arraycopy(next, 0, v, 0, n);
      System.arraycopy(gradient, 0, last, 0, n);
      System.arraycopy(moved, 0, theta, 0, n);
      steps.value++;
      return Outcome.RUNNING;
    }

    /** Velocity and parameters after the step; returns the energy. */
    private double draft(float[] theta, float[] gradient) {
      float rate = (float) rate();
      float keep = (float) momentum;
      float a = (float) newShare();
      float b = (float) oldShare();
      float change = steps.value == 0 ? 0 : 1;
      float damping = energyConservation ? (float) DAMPING : 0;
      float floor = (float) FLOOR;
      double sum = 0;
      for (int i = 0; i < theta.length; i++) {
        float smooth = Fma.fma(gradient[i], a, b * last[i]);
        float share = keep / Fma.fma(Math.abs(smooth - last[i]), change, 1f);
        float velocity = Fma.fma(v[i], share, rate * smooth);
        float e = 0.5f * Fma.fma(velocity, velocity, smooth * smooth);
        float slow = rate / Fma.fma((float) Math.sqrt(e), damping, 1f);
        next[i] = velocity;
        moved[i] = Fma.fma(velocity, e > floor ? -slow : -rate, theta[i]);
        sum += e;
      }
      return sum;
    }
  }
}
