package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Log;
import java.util.List;

/** Natural logarithm. */
public record LogOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card(
        "log", "Natural logarithm of every element.", "y = ln x", "elementary calculus");
  }

  @Override
  public double value(double x) {
    return StrictMath.log(x);
  }

  @Override
  public double slope(double x, double y) {
    return 1 / x;
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Log.log(n, x, xOffset, y, yOffset);
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
      dx[dxOffset + i] += dy[dyOffset + i] / x[xOffset + i];
    }
  }

  @Override
  public double curvature(double x, double y) {
    return -1 / (x * x);
  }

  @Override
  public List<Sample> samples() {
    return ElementwiseOp.super.samples().stream().map(s -> s.between(0.25, 4)).toList();
  }
}
