package dev.fluxion.optimizers.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpby;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import java.util.EnumSet;
import java.util.Set;

/**
 * Adds noise that fades to the gradient.
 *
 * <p>Formula: {@code g ← g + σz}, {@code σ² = η/(1 + k)^γ} at step k, z standard normal numbers of
 * the key and k.
 *
 * <p>Source: A. Neelakantan et al., «Adding Gradient Noise Improves Learning for Very Deep
 * Networks», 2015, equations 1 and 2.
 *
 * @param variance the variance η of the noise at the first step
 * @param fading the exponent γ with which it fades
 * @param base the optimizer that takes the step
 */
public record GradientNoise(
    @Setting(value = "variance η of the noise at the first step", min = 0) double variance,
    @Setting(value = "exponent γ with which it fades", min = 0) double fading,
    @Setting("optimizer that takes the step: id or id(setting=value,…)") String base)
    implements Transform {
  private static final String PLAIN = "sgd";

  public GradientNoise {
    Settings.check(GradientNoise.class, variance, fading, base);
    Transform.check(base, PLAIN);
  }

  /** The defaults. */
  public GradientNoise() {
    this(0.01, 0.55, PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "gradient-noise",
        "Adds noise that fades to the gradient.",
        "g ← g + σz,  σ² = η/(1 + k)^γ",
        "A. Neelakantan et al., Adding Gradient Noise Improves Learning for Very Deep Networks,"
            + " 2015");
  }

  @Override
  public Set<Invariance> invariances() {
    return shared(Invariance.TRANSLATION, Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(key.split("noise"), obedient().start(layout, key.split("base")));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(
        key.split("noise"), obedient().startDefinition(layout, key.split("base")));
  }

  @Override
  public Set<Need> needs() {
    Set<Need> all = EnumSet.of(Need.NOISE);
    all.addAll(inner().needs());
    return all;
  }

  private double sigma(double step) {
    return Math.sqrt(variance / StrictMath.pow(1 + step, fading));
  }

  private final class Definition extends GradientDefinition {
    private final RandomKey key;
    private final Cell steps = number("steps", 0);

    Definition(RandomKey key, OptimizerDefinition base) {
      super(base);
      this.key = key;
    }

    @Override
    void change(double[] theta, double[] gradient) {
      double sigma = sigma(steps.value);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += sigma * key.normal((int) steps.value, i);
      }
    }

    @Override
    void taken() {
      steps.value++;
    }
  }

  private final class Engine extends GradientEngine {
    private final RandomKey key;
    private final Cell steps = number("steps", 0);

    Engine(RandomKey key, Optimizer base) {
      super(base);
      this.key = key;
    }

    @Override
    void change(float[] theta, float[] gradient, float[] changed) {
      int n = gradient.length;
      key.normals((int) steps.value, n, changed, 0);
      Axpby.axpby(n, 1, (float) sigma(steps.value), gradient, 0, changed, 0);
    }

    @Override
    void taken() {
      steps.value++;
    }
  }
}
