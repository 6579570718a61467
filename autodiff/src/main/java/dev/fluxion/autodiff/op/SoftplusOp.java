package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.MultiplyAdd;
import dev.fluxion.autodiff.kernel.Sigmoid;
import dev.fluxion.autodiff.kernel.Softplus;

/** Smooth rectifier. */
public record SoftplusOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card(
        "softplus",
        "Smooth rectifier.",
        "y = ln(1 + eˣ);  dx = dy / (1 + e⁻ˣ)",
        "C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau, R. Garcia, Incorporating Second-Order"
            + " Functional Knowledge for Better Option Pricing, 2001");
  }

  @Override
  public double value(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  @Override
  public double slope(double x, double y) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Softplus.softplus(n, x, xOffset, y, yOffset);
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
    Sigmoid.sigmoid(n, x, xOffset, scratch, 0);
    MultiplyAdd.multiplyAdd(n, scratch, 0, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public int scratchBlocks() {
    return 1;
  }

  @Override
  public double curvature(double x, double y) {
    double s = 1 / (1 + StrictMath.exp(-x));
    return s * (1 - s);
  }
}
