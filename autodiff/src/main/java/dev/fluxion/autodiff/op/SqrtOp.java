package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Sqrt;
import java.util.List;

/** Square root. */
public record SqrtOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card("sqrt", "Square root of every element.", "y = √x", "elementary calculus");
  }

  @Override
  public double value(double x) {
    return Math.sqrt(x);
  }

  @Override
  public double slope(double x, double y) {
    return 0.5 / y;
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Sqrt.sqrt(n, x, xOffset, y, yOffset);
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
    for (int i = 0; i < n; i++) {
      dx[dxOffset + i] += 0.5f * dy[dyOffset + i] / y[yOffset + i];
    }
  }

  @Override
  public double curvature(double x, double y) {
    return -0.25 / (y * y * y);
  }

  @Override
  public List<Sample> samples() {
    return ElementwiseOp.super.samples().stream().map(s -> s.between(0.25, 4)).toList();
  }
}
