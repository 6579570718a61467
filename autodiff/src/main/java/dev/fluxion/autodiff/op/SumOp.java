package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Sum of all elements, a scalar in double. */
public record SumOp() implements Op {
  @Override
  public Card card() {
    return new Card("sum", "Sum of all elements.", "s = Σ xᵢ", "elementary calculus");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.one(inputs);
    return Shape.SCALAR;
  }

  @Override
  public void forward(FloatFrame frame) {
    frame.setScalar(Sum.sum(frame.size(0), frame.in(0), frame.inOffset(0)));
  }

  @Override
  public void backward(FloatFrame frame) {
    if (frame.wants(0)) {
      AddScalar.addScalar(
          frame.size(0),
          (float) frame.scalarGradient(),
          frame.inGradient(0),
          frame.inGradientOffset(0));
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    double sum = 0;
    for (double x : frame.in(0)) {
      sum += x;
    }
    frame.out()[0] = sum;
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] dx = frame.inGradient(0);
    for (int i = 0; i < dx.length; i++) {
      dx[i] += frame.outGradient()[0];
    }
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.of(5, 3)), Sample.of(Shape.of(70)));
  }
}
