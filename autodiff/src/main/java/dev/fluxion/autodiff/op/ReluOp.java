package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Relu;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Rectifier. */
public record ReluOp() implements Op {
  @Override
  public Card card() {
    return new Card(
        "relu",
        "Rectifier; the slope at 0 is 0.",
        "y = max(x, 0)",
        "V. Nair, G. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shapes.one(inputs);
  }

  @Override
  public void forward(FloatFrame frame) {
    Relu.relu(frame.outSize(), frame.in(0), frame.inOffset(0), frame.out(), frame.outOffset());
  }

  @Override
  public void backward(FloatFrame frame) {
    if (frame.wants(0)) {
      Relu.reluBackward(
          frame.outSize(),
          frame.in(0),
          frame.inOffset(0),
          frame.outGradient(),
          frame.outGradientOffset(),
          frame.inGradient(0),
          frame.inGradientOffset(0));
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.out();
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(x[i], 0);
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] dy = frame.outGradient();
    double[] dx = frame.inGradient(0);
    for (int i = 0; i < x.length; i++) {
      dx[i] += x[i] > 0 ? dy[i] : 0;
    }
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.of(5, 7)).withKink(0), Sample.of(Shape.of(64)).withKink(0));
  }
}
