package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Multiply;
import dev.fluxion.autodiff.kernel.MultiplyAdd;
import dev.fluxion.autodiff.kernel.Softmax;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Softmax along the last axis. */
public record SoftmaxOp() implements ComposedOp {
  @Override
  public Card card() {
    return new Card(
        "softmax",
        "Softmax along the last axis.",
        "yᵢⱼ = exp(xᵢⱼ) / Σₖ exp(xᵢₖ);  dxᵢⱼ = yᵢⱼ·(dyᵢⱼ - Σₖ yᵢₖ·dyᵢₖ)",
        "J. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs,"
            + " 1990");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shapes.one(inputs);
  }

  @Override
  public int scratch(List<Shape> inputs) {
    return inputs.get(0).columns();
  }

  @Override
  public void forward(FloatFrame frame) {
    Softmax.softmax(
        frame.shape(0).rows(),
        frame.shape(0).columns(),
        frame.in(0),
        frame.inOffset(0),
        frame.out(),
        frame.outOffset());
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    int n = frame.shape(0).columns();
    for (int i = 0; i < frame.outSize(); i += n) {
      int y = frame.outOffset() + i;
      int dy = frame.outGradientOffset() + i;
      float mean = (float) Dot.dot(n, frame.out(), y, frame.outGradient(), dy);
      AddScalar.addScalar(n, -mean, frame.outGradient(), dy, frame.scratch(), 0);
      MultiplyAdd.multiplyAdd(
          n,
          frame.out(),
          y,
          frame.scratch(),
          0,
          frame.inGradient(0),
          frame.inGradientOffset(0) + i);
    }
  }

  /** {@code y ← y∘(dy - Σ y∘dy)} for one row. */
  static void turnBack(int n, float[] y, int yOffset, float[] dy, int dyOffset) {
    float mean = (float) Dot.dot(n, y, yOffset, dy, dyOffset);
    AddScalar.addScalar(n, -mean, dy, dyOffset);
    Multiply.multiply(n, y, yOffset, dy, dyOffset, y, yOffset);
  }

  @Override
  public void define(DoubleFrame frame) {
    int n = frame.shape(0).columns();
    System.arraycopy(frame.in(0), 0, frame.out(), 0, frame.out().length);
    for (int i = 0; i < frame.out().length; i += n) {
      define(n, frame.out(), i);
    }
  }

  /** Replaces one row by its softmax. */
  static void define(int n, double[] x, int offset) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = offset; j < offset + n; j++) {
      max = Math.max(max, x[j]);
    }
    double sum = 0;
    for (int j = offset; j < offset + n; j++) {
      x[j] = StrictMath.exp(x[j] - max);
      sum += x[j];
    }
    for (int j = offset; j < offset + n; j++) {
      x[j] /= sum;
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    int n = frame.shape(0).columns();
    for (int i = 0; i < frame.out().length; i += n) {
      defineBackward(n, frame.out(), frame.outGradient(), frame.inGradient(0), i);
    }
  }

  /** One row. */
  static void defineBackward(int n, double[] y, double[] dy, double[] dx, int offset) {
    double mean = 0;
    for (int j = offset; j < offset + n; j++) {
      mean += y[j] * dy[j];
    }
    for (int j = offset; j < offset + n; j++) {
      dx[j] += y[j] * (dy[j] - mean);
    }
  }

  @Override
  public void compose(Composition parts) {
    parts.apply(new ExpOp(), parts.apply(new LogSoftmaxOp(), 0));
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.of(5, 3)), Sample.of(Shape.of(2, 2, 40)));
  }
}
