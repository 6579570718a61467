package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Square;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Square, the x² activation. */
public record SquareOp() implements Op {
  @Override
  public Card card() {
    return new Card(
        "square",
        "Square of every element.",
        "y = x²",
        "R. Livni, S. Shalev-Shwartz, O. Shamir, On the Computational Efficiency of Training Neural"
            + " Networks, 2014");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shapes.one(inputs);
  }

  @Override
  public void forward(FloatFrame frame) {
    Square.square(frame.outSize(), frame.in(0), frame.inOffset(0), frame.out(), frame.outOffset());
  }

  @Override
  public void backward(FloatFrame frame) {
    if (frame.wants(0)) {
      Square.squareBackward(
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
      y[i] = x[i] * x[i];
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] dy = frame.outGradient();
    double[] dx = frame.inGradient(0);
    for (int i = 0; i < x.length; i++) {
      dx[i] += 2 * x[i] * dy[i];
    }
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.of(5, 7)), Sample.of(Shape.of(64)));
  }
}
