package dev.fluxion.optimizers.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import java.util.Set;

/**
 * Adds the gradient of ½λ|θ|² to that of the loss.
 *
 * <p>Formula: {@code g ← g + λθ} on the parameters of the mask.
 *
 * <p>Source: A. Krogh, J. Hertz, «A Simple Weight Decay Can Improve Generalization», 1992. The same
 * as the {@code weightDecay} of {@code sgd} and {@code adam}, to the last bit where all decay.
 *
 * @param weightDecay the coefficient λ of ½λ|θ|² added to the loss
 * @param mask which parameters decay
 * @param base the optimizer that takes the step
 */
public record CoupledDecay(
    @Setting(value = "coefficient λ of ½λ|θ|² added to the loss", min = 0) double weightDecay,
    @Setting("which parameters decay") Mask mask,
    @Setting("optimizer that takes the step: id or id(setting=value,…)") String base)
    implements Transform {
  private static final String PLAIN = "sgd";

  public CoupledDecay {
    Settings.check(CoupledDecay.class, weightDecay, mask, base);
    Transform.check(base, PLAIN);
  }

  /** The defaults. */
  public CoupledDecay() {
    this(0.01, Mask.NOT_BIAS, PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "coupled-decay",
        "Adds the gradient of ½λ|θ|² to that of the loss.",
        "g ← g + λθ",
        "A. Krogh, J. Hertz, A Simple Weight Decay Can Improve Generalization, 1992",
        "The loss itself is passed on without ½λ|θ|².");
  }

  @Override
  public Set<Invariance> invariances() {
    return mask == Mask.ALL
        ? shared(Invariance.PERMUTATION, Invariance.ROTATION, Invariance.SEGMENTATION)
        : Set.of();
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(mask.of(layout), obedient().start(layout, key));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(mask.of(layout), obedient().startDefinition(layout, key));
  }

  private final class Definition extends GradientDefinition {
    private final Range[] ranges;

    Definition(Range[] ranges, OptimizerDefinition base) {
      super(base);
      this.ranges = ranges;
    }

    @Override
    void change(double[] theta, double[] gradient) {
      for (Range r : ranges) {
        for (int i = r.offset(); i < r.offset() + r.size(); i++) {
          gradient[i] += weightDecay * theta[i];
        }
      }
    }
  }

  private final class Engine extends GradientEngine {
    private final Range[] ranges;

    Engine(Range[] ranges, Optimizer base) {
      super(base);
      this.ranges = ranges;
    }

    @Override
    void change(float[] theta, float[] gradient, float[] changed) {
      System.arraycopy(gradient, 0, changed, 0, gradient.length);
      for (Range r : ranges) {
        Axpy.axpy(r.size(), (float) weightDecay, theta, r.offset(), changed, r.offset());
      }
    }
  }
}
