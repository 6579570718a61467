package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Square;

/** Square, the x² activation. */
public record SquareOp() implements ElementwiseOp {
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
  public double value(double x) {
    return x * x;
  }

  @Override
  public double slope(double x, double y) {
    return 2 * x;
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
}
