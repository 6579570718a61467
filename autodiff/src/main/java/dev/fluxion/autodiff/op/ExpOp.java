package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Exp;
import dev.fluxion.autodiff.kernel.MultiplyAdd;

/** Exponential function. */
public record ExpOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card("exp", "Exponential of every element.", "y = eˣ", "elementary calculus");
  }

  @Override
  public double value(double x) {
    return StrictMath.exp(x);
  }

  @Override
  public double slope(double x, double y) {
    return y;
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Exp.exp(n, x, xOffset, y, yOffset);
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
    MultiplyAdd.multiplyAdd(n, y, yOffset, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public double curvature(double x, double y) {
    return y;
  }
}
