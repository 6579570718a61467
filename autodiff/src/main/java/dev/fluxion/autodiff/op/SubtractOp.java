package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Subtract;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Elementwise difference of two tensors. */
public record SubtractOp() implements Op {
  @Override
  public Card card() {
    return new Card("subtract", "Elementwise difference.", "z = x - y", "elementary calculus");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shapes.equal(inputs);
  }

  @Override
  public void forward(FloatFrame frame) {
    Subtract.subtract(
        frame.outSize(),
        frame.in(0),
        frame.inOffset(0),
        frame.in(1),
        frame.inOffset(1),
        frame.out(),
        frame.outOffset());
  }

  @Override
  public void backward(FloatFrame frame) {
    for (int input = 0; input < 2; input++) {
      if (frame.wants(input)) {
        Axpy.axpy(
            frame.outSize(), input == 0 ? 1f : -1f,
            frame.outGradient(), frame.outGradientOffset(),
            frame.inGradient(input), frame.inGradientOffset(input));
      }
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.in(1);
    double[] z = frame.out();
    for (int i = 0; i < z.length; i++) {
      z[i] = x[i] - y[i];
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] dz = frame.outGradient();
    double[] dx = frame.inGradient(0);
    double[] dy = frame.inGradient(1);
    for (int i = 0; i < dz.length; i++) {
      dx[i] += dz[i];
      dy[i] += -dz[i];
    }
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(5, 7), Shape.of(5, 7)), Sample.of(Shape.of(64), Shape.of(64)));
  }
}
