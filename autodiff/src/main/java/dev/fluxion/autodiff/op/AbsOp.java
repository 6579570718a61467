package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Absolute;
import java.util.List;

/** Absolute value. */
public record AbsOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card(
        "abs",
        "Absolute value of every element; the slope at 0 is 0.",
        "y = |x|",
        "elementary calculus");
  }

  @Override
  public double value(double x) {
    return Math.abs(x);
  }

  @Override
  public double slope(double x, double y) {
    return x > 0 ? 1 : x < 0 ? -1 : 0;
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Absolute.absolute(n, x, xOffset, y, yOffset);
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
    Absolute.absoluteBackward(n, x, xOffset, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public double curvature(double x, double y) {
    return 0;
  }

  @Override
  public List<Sample> samples() {
    return ElementwiseOp.super.samples().stream().map(s -> s.withKinks(0.0)).toList();
  }
}
