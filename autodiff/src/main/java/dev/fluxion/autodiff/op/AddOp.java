package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Add;
import dev.fluxion.autodiff.kernel.Axpy;

/** Elementwise sum of two tensors. */
public record AddOp() implements PairwiseOp {
  @Override
  public Card card() {
    return new Card("add", "Elementwise sum.", "z = x + y", "elementary calculus");
  }

  @Override
  public double value(double x, double y) {
    return x + y;
  }

  @Override
  public double slope(int input, double x, double y) {
    return 1;
  }

  @Override
  public void forward(FloatFrame frame) {
    Add.add(
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
            frame.outSize(), 1f,
            frame.outGradient(), frame.outGradientOffset(),
            frame.inGradient(input), frame.inGradientOffset(input));
      }
    }
  }
}
