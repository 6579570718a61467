package dev.fluxion.optimizers.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AddRow;
import dev.fluxion.autodiff.kernel.ColumnSum;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import java.util.Set;

/**
 * Takes its mean from the gradient of what leads to one output.
 *
 * <p>Formula: {@code G ← G - 1·(1ᵀG)/r} for every weight of r rows (all axes but the last) and a
 * column for each output; other parameters keep their gradient.
 *
 * <p>Source: H. Yong et al., «Gradient Centralization: A New Optimization Technique for Deep Neural
 * Networks», 2020, equation 1. Our weights have the outputs on the last axis, the paper's programs
 * on the first.
 *
 * @param base the optimizer that takes the step
 */
public record Centralization(
    @Setting("optimizer that takes the step: id or id(setting=value,…)") String base)
    implements Transform {
  private static final String PLAIN = "sgd";

  public Centralization {
    Settings.check(Centralization.class, base);
    Transform.check(base, PLAIN);
  }

  /** The defaults. */
  public Centralization() {
    this(PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "centralization",
        "Takes its mean from the gradient of what leads to one output.",
        "G ← G - 1·(1ᵀG)/r for weights of r rows",
        "H. Yong et al., Gradient Centralization: A New Optimization Technique for Deep Neural"
            + " Networks, 2020",
        "Outputs are on the last axis of our weights.");
  }

  @Override
  public Set<Invariance> invariances() {
    return shared(Invariance.TRANSLATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(weights(layout), obedient().start(layout, key));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(weights(layout), obedient().startDefinition(layout, key));
  }

  private static Segment[] weights(ParameterLayout layout) {
    return layout
        .segments()
        .select(s -> s.role() == Role.WEIGHT && s.shape().rank() >= 2 && s.size() > 0)
        .toArray(new Segment[0]);
  }

  private static final class Definition extends GradientDefinition {
    private final Segment[] weights;

    Definition(Segment[] weights, OptimizerDefinition base) {
      super(base);
      this.weights = weights;
    }

    @Override
    void change(double[] theta, double[] gradient) {
      for (Segment w : weights) {
        int columns = w.shape().columns();
        int rows = w.size() / columns;
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          for (int i = 0; i < rows; i++) {
            sum += gradient[w.offset() + i * columns + j];
          }
          for (int i = 0; i < rows; i++) {
            gradient[w.offset() + i * columns + j] -= sum / rows;
          }
        }
      }
    }
  }

  private static final class Engine extends GradientEngine {
    private final Segment[] weights;
    private final float[] mean;

    Engine(Segment[] weights, Optimizer base) {
      super(base);
      this.weights = weights;
      int widest = 0;
      for (Segment w : weights) {
        widest = Math.max(widest, w.shape().columns());
      }
      this.mean = new float[widest];
    }

    @Override
    void change(float[] theta, float[] gradient, float[] changed) {
      System.arraycopy(gradient, 0, changed, 0, gradient.length);
      for (Segment w : weights) {
        int columns = w.shape().columns();
        int rows = w.size() / columns;
        ColumnSum.columnSum(rows, columns, gradient, w.offset(), mean, 0, false);
        Scale.scale(columns, 1f / rows, mean, 0);
        AddRow.subtractRow(rows, columns, gradient, w.offset(), mean, 0, changed, w.offset());
      }
    }
  }
}
