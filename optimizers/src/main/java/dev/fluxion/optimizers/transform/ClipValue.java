package dev.fluxion.optimizers.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Clamp;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import java.util.Set;

/**
 * Cuts every element of the gradient to a range.
 *
 * <p>Formula: {@code g ← min(max(g, -c), c)}.
 *
 * <p>Source: PyTorch's clip_grad_value_; T. Mikolov, «Statistical Language Models Based on Neural
 * Networks», 2012, section 3.2.2.
 *
 * @param maxValue the largest size c of an element
 * @param base the optimizer that takes the step
 */
public record ClipValue(
    @Setting(value = "largest size c of an element", above = 0) double maxValue,
    @Setting("optimizer that takes the step: id or id(setting=value,…)") String base)
    implements Transform {
  private static final String PLAIN = "sgd";

  public ClipValue {
    Settings.check(ClipValue.class, maxValue, base);
    Transform.check(base, PLAIN);
  }

  /** The defaults. */
  public ClipValue() {
    this(1, PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "clip-value",
        "Cuts every element of the gradient to a range.",
        "g ← min(max(g, -c), c)",
        "T. Mikolov, Statistical Language Models Based on Neural Networks, 2012, section 3.2.2;"
            + " PyTorch's clip_grad_value_");
  }

  @Override
  public Set<Invariance> invariances() {
    return shared(Invariance.PERMUTATION, Invariance.TRANSLATION, Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(obedient().start(layout, key));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(obedient().startDefinition(layout, key));
  }

  private final class Definition extends GradientDefinition {
    Definition(OptimizerDefinition base) {
      super(base);
    }

    @Override
    void change(double[] theta, double[] gradient) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = Math.min(Math.max(gradient[i], -maxValue), maxValue);
      }
    }
  }

  private final class Engine extends GradientEngine {
    Engine(Optimizer base) {
      super(base);
    }

    @Override
    void change(float[] theta, float[] gradient, float[] changed) {
      float c = (float) maxValue;
      Clamp.clamp(gradient.length, -c, c, gradient, 0, changed, 0);
    }
  }
}
