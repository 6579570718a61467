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
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Sigmoid.sigmoid(n, x, xOffset, y, yOffset);
  }

  @Override
  public void backward(
      int n,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      float[] scratch) {
    Sigmoid.sigmoidBackward(n, y, yOffset, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public double curvature(double x, double y) {
    return y * (1 - y) * (1 - 2 * y);
  }
}
