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
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Square.square(n, x, xOffset, y, yOffset);
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
    Square.squareBackward(n, x, xOffset, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public double curvature(double x, double y) {
    return 2;
  }
}
