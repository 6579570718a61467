package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Tanh;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Hyperbolic tangent. */
public record TanhOp() implements Op {
  @Override
  public Card card() {
    return new Card(
        "tanh",
        "Hyperbolic tangent of every element.",
        "y = tanh x",
        "Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, Efficient BackProp, 1998");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shapes.one(inputs);
  }

  @Override
  public void forward(FloatFrame frame) {
    Tanh.tanh(frame.outSize(), frame.in(0), frame.inOffset(0), frame.out(), frame.outOffset());
  }

  @Override
  public void backward(FloatFrame frame) {
    if (frame.wants(0)) {
      Tanh.tanhBackward(
          frame.outSize(),
          frame.out(),
          frame.outOffset(),
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
      y[i] = StrictMath.tanh(x[i]);
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] y = frame.out();
    double[] dy = frame.outGradient();
    double[] dx = frame.inGradient(0);
    for (int i = 0; i < y.length; i++) {
      dx[i] += dy[i] * (1 - y[i] * y[i]);
    }
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.of(5, 7)), Sample.of(Shape.of(64)));
  }
}
