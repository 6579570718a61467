package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Multiply;
import dev.fluxion.autodiff.kernel.MultiplyAdd;

/** Elementwise product of two tensors. */
public record MultiplyOp() implements PairwiseOp {
  @Override
  public Card card() {
    return new Card("multiply", "Elementwise product.", "z = x·y", "elementary calculus");
  }

  @Override
  public double value(double x, double y) {
    return x * y;
  }

  @Override
  public double slope(int input, double x, double y) {
    return input == 0 ? y : x;
  }

  @Override
  public void forward(FloatFrame frame) {
    Multiply.multiply(
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
        MultiplyAdd.multiplyAdd(
            frame.outSize(),
            frame.in(1 - input),
            frame.inOffset(1 - input),
            frame.outGradient(),
            frame.outGradientOffset(),
            frame.inGradient(input),
            frame.inGradientOffset(input));
      }
    }
  }
}
