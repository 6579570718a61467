package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Tanh;

/** Hyperbolic tangent. */
public record TanhOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card(
        "tanh",
        "Hyperbolic tangent of every element.",
        "y = tanh x",
        "Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, Efficient BackProp, 1998");
  }

  @Override
  public double value(double x) {
    return StrictMath.tanh(x);
  }

  @Override
  public double slope(double x, double y) {
    return 1 - y * y;
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
}
