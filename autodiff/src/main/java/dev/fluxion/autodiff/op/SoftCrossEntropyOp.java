package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Exp;
import dev.fluxion.autodiff.kernel.LogSoftmax;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Mean cross entropy of rows of logits for rows of probabilities, also called soft labels. */
public record SoftCrossEntropyOp() implements ComposedOp {
  @Override
  public Card card() {
    return new Card(
        "soft-cross-entropy",
        "Mean cross entropy of rows of logits for rows of probabilities.",
        "L = -Σᵢⱼ pᵢⱼ·ln softmax(xᵢ)ⱼ / n;  dxᵢⱼ = (softmax(xᵢ)ⱼ·Σₖ pᵢₖ - pᵢⱼ) / n",
        "C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna, Rethinking the Inception"
            + " Architecture for Computer Vision, 2016");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.nonEmpty(Shapes.equal(inputs));
    return Shape.SCALAR;
  }

  @Override
  public int scratch(List<Shape> inputs) {
    return inputs.get(0).size();
  }

  @Override
  public void forward(FloatFrame frame) {
    logSoftmax(frame);
    double dot = Dot.dot(frame.size(0), frame.scratch(), 0, frame.in(1), frame.inOffset(1));
    frame.setScalar(-dot / frame.shape(0).rows());
  }

  private static void logSoftmax(FloatFrame frame) {
    int n = frame.shape(0).columns();
    LogSoftmax.logSoftmax(
        frame.shape(0).rows(), n, frame.in(0), frame.inOffset(0), frame.scratch(), 0);
  }

  @Override
  public void backward(FloatFrame frame) {
    int size = frame.size(0);
    int n = frame.shape(0).columns();
    float factor = (float) (frame.scalarGradient() / frame.shape(0).rows());
    float[] scratch = frame.scratch();
    logSoftmax(frame);
    if (frame.wants(1)) {
      Axpy.axpy(size, -factor, scratch, 0, frame.inGradient(1), frame.inGradientOffset(1));
    }
    if (frame.wants(0)) {
      Exp.exp(size, scratch, 0, scratch, 0);
      for (int i = 0; i < size; i += n) {
        float sum = (float) Sum.sum(n, frame.in(1), frame.inOffset(1) + i);
        Scale.scale(n, sum, scratch, i);
      }
      Axpy.axpyDifference(
          size,
          factor,
          scratch,
          0,
          frame.in(1),
          frame.inOffset(1),
          frame.inGradient(0),
          frame.inGradientOffset(0));
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    double[] log = logarithms(frame);
    double sum = 0;
    for (int i = 0; i < log.length; i++) {
      sum -= frame.in(1)[i] * log[i];
    }
    frame.out()[0] = sum / frame.shape(0).rows();
  }

  private static double[] logarithms(DoubleFrame frame) {
    int n = frame.shape(0).columns();
    double[] log = new double[frame.in(0).length];
    for (int i = 0; i < log.length; i += n) {
      LogSoftmaxOp.define(n, frame.in(0), log, i);
    }
    return log;
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    int n = frame.shape(0).columns();
    double[] p = frame.in(1);
    double[] log = logarithms(frame);
    double factor = frame.outGradient()[0] / frame.shape(0).rows();
    for (int i = 0; i < log.length; i++) {
      double sum = 0;
      for (int j = i / n * n; j < i / n * n + n; j++) {
        sum += p[j];
      }
      frame.inGradient(0)[i] += factor * (StrictMath.exp(log[i]) * sum - p[i]);
      frame.inGradient(1)[i] -= factor * log[i];
    }
  }

  @Override
  public void compose(Composition parts) {
    int log = parts.apply(new LogSoftmaxOp(), 0);
    int sum = parts.apply(new SumOp(), parts.apply(new MultiplyOp(), 1, log));
    parts.apply(new ScaleOp(-1.0 / parts.shape(0).rows(), 0), sum);
  }

  @Override
  public boolean isConvexLoss() {
    return true;
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(4, 5), Shape.of(4, 5)), Sample.of(Shape.of(2, 40), Shape.of(2, 40)));
  }
}
