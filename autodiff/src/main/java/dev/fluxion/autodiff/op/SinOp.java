package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Cos;
import dev.fluxion.autodiff.kernel.MultiplyAdd;
import dev.fluxion.autodiff.kernel.Sin;

/** Sine. */
public record SinOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card("sin", "Sine of every element.", "y = sin x", "elementary calculus");
  }

  @Override
  public double value(double x) {
    return StrictMath.sin(x);
  }

  @Override
  public double slope(double x, double y) {
    return StrictMath.cos(x);
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Sin.sin(n, x, xOffset, y, yOffset);
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
    Cos.cos(n, x, xOffset, scratch, 0);
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
