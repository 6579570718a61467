package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Exp;
import dev.fluxion.autodiff.kernel.LogSoftmax;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** Logarithm of the softmax along the last axis. */
public record LogSoftmaxOp() implements ComposedOp {
  @Override
  public Card card() {
    return new Card(
        "log-softmax",
        "Logarithm of the softmax along the last axis.",
        "yᵢⱼ = xᵢⱼ - ln Σₖ exp(xᵢₖ);  dxᵢⱼ = dyᵢⱼ - exp(yᵢⱼ)·Σₖ dyᵢₖ",
        "P. Blanchard, D. Higham, N. Higham, Accurately Computing the Log-Sum-Exp and Softmax"
            + " Functions, 2021");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shapes.one(inputs);
  }

  @Override
  public int scratch(List<Shape> inputs) {
    return inputs.get(0).size();
  }

  @Override
  public void forward(FloatFrame frame) {
    LogSoftmax.logSoftmax(
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
    float[] dy = frame.outGradient();
    float[] dx = frame.inGradient(0);
    Exp.exp(frame.outSize(), frame.out(), frame.outOffset(), frame.scratch(), 0);
    Axpy.axpy(frame.outSize(), 1f, dy, frame.outGradientOffset(), dx, frame.inGradientOffset(0));
    for (int i = 0; i < frame.outSize(); i += n) {
      float sum = (float) Sum.sum(n, dy, frame.outGradientOffset() + i);
      Axpy.axpy(n, -sum, frame.scratch(), i, dx, frame.inGradientOffset(0) + i);
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    int n = frame.shape(0).columns();
    double[] x = frame.in(0);
    for (int i = 0; i < x.length; i += n) {
      define(n, x, frame.out(), i);
    }
  }

  /** One row. */
  static void define(int n, double[] x, double[] y, int offset) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = offset; j < offset + n; j++) {
      max = Math.max(max, x[j]);
    }
    double sum = 0;
    for (int j = offset; j < offset + n; j++) {
      sum += StrictMath.exp(x[j] - max);
    }
    for (int j = offset; j < offset + n; j++) {
      y[j] = x[j] - max - StrictMath.log(sum);
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    int n = frame.shape(0).columns();
    double[] dy = frame.outGradient();
    for (int i = 0; i < dy.length; i += n) {
      double sum = 0;
      for (int j = i; j < i + n; j++) {
        sum += dy[j];
      }
      for (int j = i; j < i + n; j++) {
        frame.inGradient(0)[j] += dy[j] - StrictMath.exp(frame.out()[j]) * sum;
      }
    }
  }

  @Override
  public void compose(Composition parts) {
    int sum = parts.apply(new LogSumExpOp(IntLists.immutable.with(-1), true), 0);
    parts.apply(new SubtractOp(), 0, sum);
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.of(5, 3)), Sample.of(Shape.of(2, 2, 40)));
  }
}
