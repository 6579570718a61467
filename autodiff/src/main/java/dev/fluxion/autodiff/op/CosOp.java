package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Cos;
import dev.fluxion.autodiff.kernel.MultiplyAdd;
import dev.fluxion.autodiff.kernel.Negate;
import dev.fluxion.autodiff.kernel.Sin;

/** Cosine. */
public record CosOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card("cos", "Cosine of every element.", "y = cos x", "elementary calculus");
  }

  @Override
  public double value(double x) {
    return StrictMath.cos(x);
  }

  @Override
  public double slope(double x, double y) {
    return -StrictMath.sin(x);
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Cos.cos(n, x, xOffset, y, yOffset);
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
    Sin.sin(n, x, xOffset, scratch, 0);
    Negate.negate(n, scratch, 0, scratch, 0);
    MultiplyAdd.multiplyAdd(n, scratch, 0, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public int scratchBlocks() {
    return 1;
  }

  @Override
  public double curvature(double x, double y) {
    return -y;
  }
}
