package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Relu;
import java.util.List;

/** Rectifier. */
public record ReluOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card(
        "relu",
        "Rectifier; the slope at 0 is 0.",
        "y = max(x, 0)",
        "V. Nair, G. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010");
  }

  @Override
  public double value(double x) {
    return Math.max(x, 0);
  }

  @Override
  public double slope(double x, double y) {
    return x > 0 ? 1 : 0;
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
  public List<Sample> samples() {
    return ElementwiseOp.super.samples().stream().map(s -> s.withKink(0)).toList();
  }
}
