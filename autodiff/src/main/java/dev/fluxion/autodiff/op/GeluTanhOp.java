package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Gelu;
import dev.fluxion.autodiff.kernel.Tanh;

/** Gaussian error linear unit in its tanh form. */
public record GeluTanhOp() implements ElementwiseOp {
  private static final double C = 0.7978845608028654; // √(2/π)
  private static final double CUBIC = 0.044715;

  private static double inner(double x) {
    return C * (x + CUBIC * x * x * x);
  }

  @Override
  public Card card() {
    return new Card(
        "gelu-tanh",
        "Gaussian error linear unit, approximated by tanh.",
        "y = x·(1 + tanh u)/2 with u = √(2/π)·(x + 0.044715·x³)",
        "D. Hendrycks, K. Gimpel, Gaussian Error Linear Units, 2016");
  }

  @Override
  public double value(double x) {
    return x == Double.NEGATIVE_INFINITY ? -0.0 : 0.5 * x * (1 + StrictMath.tanh(inner(x)));
  }

  @Override
  public double slope(double x, double y) {
    double t = StrictMath.tanh(inner(x));
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * C * (1 + 3 * CUBIC * x * x);
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Gelu.geluTanh(n, x, xOffset, y, yOffset);
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
      float v = x[xOffset + i];
      scratch[i] = (float) C * (v + (float) CUBIC * v * v * v);
    }
    Tanh.tanh(n, scratch, 0, scratch, 0);
    for (int i = 0; i < n; i++) {
      float v = x[xOffset + i];
      float t = scratch[i];
      float du = (float) C * (1f + 3f * (float) CUBIC * v * v);
      dx[dxOffset + i] += 0.5f * (1f + t + v * (1f - t * t) * du) * dy[dyOffset + i];
    }
  }

  @Override
  public int scratchBlocks() {
    return 1;
  }

  @Override
  public double curvature(double x, double y) {
    double t = StrictMath.tanh(inner(x));
    double du = C * (1 + 3 * CUBIC * x * x);
    double d2u = 6 * C * CUBIC * x;
    return (1 - t * t) * (du + x * (0.5 * d2u - t * du * du));
  }
}
