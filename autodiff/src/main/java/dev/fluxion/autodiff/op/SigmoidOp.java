package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Sigmoid;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Logistic function. */
public record SigmoidOp() implements Op {
  @Override
  public Card card() {
    return new Card(
        "sigmoid",
        "Logistic function of every element.",
        "y = 1 / (1 + e⁻ˣ)",
        "D. Rumelhart, G. Hinton, R. Williams, Learning Representations by Back-propagating Errors,"
            + " 1986");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shapes.one(inputs);
  }

  @Override
  public void forward(FloatFrame frame) {
    Sigmoid.sigmoid(
        frame.outSize(), frame.in(0), frame.inOffset(0), frame.out(), frame.outOffset());
  }

  @Override
  public void backward(FloatFrame frame) {
    if (frame.wants(0)) {
      Sigmoid.sigmoidBackward(
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
      y[i] = 1 / (1 + StrictMath.exp(-x[i]));
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] y = frame.out();
    double[] dy = frame.outGradient();
    double[] dx = frame.inGradient(0);
    for (int i = 0; i < y.length; i++) {
      dx[i] += dy[i] * y[i] * (1 - y[i]);
    }
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.of(5, 7)), Sample.of(Shape.of(64)));
  }
}
