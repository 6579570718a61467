package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Sigmoid;
import dev.fluxion.autodiff.kernel.Silu;

/** Sigmoid linear unit, also called swish. */
public record SiluOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card(
        "silu",
        "Sigmoid linear unit (swish).",
        "y = x·s(x) with s(x) = 1 / (1 + e⁻ˣ);  dx = s·(1 + x·(1 - s))·dy",
        "S. Elfwing, E. Uchibe, K. Doya, Sigmoid-Weighted Linear Units for Neural Network Function"
            + " Approximation in Reinforcement Learning, 2018");
  }

  @Override
  public double value(double x) {
    return x == Double.NEGATIVE_INFINITY ? -0.0 : x / (1 + StrictMath.exp(-x));
  }

  @Override
  public double slope(double x, double y) {
    double s = 1 / (1 + StrictMath.exp(-x));
    return s * (1 + x * (1 - s));
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Silu.silu(n, x, xOffset, y, yOffset);
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
    for (int i = 0; i < n; i++) {
      float s = scratch[i];
      dx[dxOffset + i] += s * (1f + x[xOffset + i] * (1f - s)) * dy[dyOffset + i];
    }
  }

  @Override
  public int scratchBlocks() {
    return 1;
  }

  @Override
  public double curvature(double x, double y) {
    double s = 1 / (1 + StrictMath.exp(-x));
    return s * (1 - s) * (2 + x * (1 - 2 * s));
  }
}
