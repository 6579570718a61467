package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Dropout. The second input is a tensor of one element, the number of the step, which has no
 * gradient: the mask follows from key, step and index, so that every replay of a step has the same
 * one. A negative step turns dropout off, for evaluation.
 */
public record DropoutOp(
    @Setting(value = "share of elements that are dropped", min = 0, below = 1) double rate,
    @Setting("key of the mask") RandomKey key)
    implements LinearOp {
  /** Elements whose mask is made at a time. */
  private static final int BLOCK = ElementwiseOp.BLOCK;

  public DropoutOp {
    Settings.check(DropoutOp.class, rate, key);
  }

  /** A tenth. */
  public DropoutOp() {
    this(0.1, RandomKey.of(0));
  }

  @Override
  public Card card() {
    return new Card(
        "dropout",
        "Drops a random share of the elements and scales the others up.",
        "yᵢ = u(key, step, i) ≥ p ? xᵢ / (1 - p) : 0 with u uniform in (0, 1);  y = x if step < 0",
        "N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, Dropout: A Simple"
            + " Way to Prevent Neural Networks from Overfitting, 2014");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 2);
    if (inputs.get(1).isScalar() || inputs.get(1).size() != 1) {
      throw new IllegalArgumentException("the step must be a tensor of one element");
    }
    return Shapes.tensor(inputs.get(0));
  }

  @Override
  public int scratch(List<Shape> inputs) {
    return BLOCK;
  }

  @Override
  public void forward(FloatFrame frame) {
    int step = Index.step(frame.in(1)[frame.inOffset(1)]);
    float[] factors = frame.scratch();
    for (int i = 0; i < frame.outSize(); i += BLOCK) {
      int n = Math.min(BLOCK, frame.outSize() - i);
      factors(step, i, n, factors);
      int x = frame.inOffset(0) + i;
      int y = frame.outOffset() + i;
      for (int j = 0; j < n; j++) {
        frame.out()[y + j] = frame.in(0)[x + j] * factors[j];
      }
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    int step = Index.step(frame.in(1)[frame.inOffset(1)]);
    float[] factors = frame.scratch();
    for (int i = 0; i < frame.outSize(); i += BLOCK) {
      int n = Math.min(BLOCK, frame.outSize() - i);
      factors(step, i, n, factors);
      int dx = frame.inGradientOffset(0) + i;
      int dy = frame.outGradientOffset() + i;
      for (int j = 0; j < n; j++) {
        frame.inGradient(0)[dx + j] += frame.outGradient()[dy + j] * factors[j];
      }
    }
  }

  /** 0 or 1 / (1 - p) for {@code n} elements from {@code from} on. */
  private void factors(int step, int from, int n, float[] factors) {
    if (step < 0) {
      Arrays.fill(factors, 0, n, 1f);
      return;
    }
    key.uniforms(step, from, n, factors, 0);
    float kept = (float) (1 / (1 - rate));
    for (int j = 0; j < n; j++) {
      factors[j] = factors[j] >= rate ? kept : 0f;
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    double[] factors = factors(frame);
    for (int i = 0; i < factors.length; i++) {
      frame.out()[i] = frame.in(0)[i] * factors[i];
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] factors = factors(frame);
    for (int i = 0; i < factors.length; i++) {
      frame.inGradient(0)[i] += frame.outGradient()[i] * factors[i];
    }
  }

  private double[] factors(DoubleFrame frame) {
    int step = Index.step(frame.in(1)[0]);
    float[] u = new float[frame.out().length];
    if (step >= 0) {
      key.uniforms(step, 0, u.length, u, 0);
    }
    double[] factors = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      factors[i] = step < 0 ? 1 : u[i] >= rate ? 1 / (1 - rate) : 0;
    }
    return factors;
  }

  @Override
  public boolean isLinearIn(int input) {
    return input == 0;
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(50), Shape.of(1)).with(1, 0),
        Sample.of(Shape.of(5, 41), Shape.of(1)).with(1, 1234567),
        Sample.of(Shape.of(7), Shape.of(1)).with(1, -1));
  }
}
