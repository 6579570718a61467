package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Sigmoid;

/** Logistic function. */
public record SigmoidOp() implements ElementwiseOp {
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
  public double value(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  @Override
  public double slope(double x, double y) {
    return y * (1 - y);
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
}
