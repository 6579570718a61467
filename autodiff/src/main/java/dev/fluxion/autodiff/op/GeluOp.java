package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Erf;
import dev.fluxion.autodiff.kernel.Exp;
import dev.fluxion.autodiff.kernel.Gelu;
import dev.fluxion.autodiff.kernel.Scale;

/** Gaussian error linear unit. */
public record GeluOp() implements ElementwiseOp {
  private static final double INVERSE_ROOT_2PI = 0.3989422804014327;
  private static final float ROOT_HALF = 0.70710678f;

  /** Φ(x), by the series of G. Marsaglia, Evaluating the Normal Distribution, 2004. */
  private static double normal(double x) {
    if (!(Math.abs(x) <= 9)) {
      return Double.isNaN(x) ? x : x > 0 ? 1 : 0;
    }
    double term = x;
    double sum = x;
    for (int i = 3; sum + term != sum; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * INVERSE_ROOT_2PI * StrictMath.exp(-0.5 * x * x);
  }

  @Override
  public Card card() {
    return new Card(
        "gelu",
        "Gaussian error linear unit.",
        "y = x·Φ(x) with Φ(x) = (1 + erf(x/√2))/2;  dx = (Φ(x) + x·exp(-x²/2)/√(2π))·dy",
        "D. Hendrycks, K. Gimpel, Gaussian Error Linear Units, 2016");
  }

  @Override
  public double value(double x) {
    return x == Double.NEGATIVE_INFINITY ? -0.0 : x * normal(x);
  }

  @Override
  public double slope(double x, double y) {
    return normal(x) + x * INVERSE_ROOT_2PI * StrictMath.exp(-0.5 * x * x);
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Gelu.gelu(n, x, xOffset, y, yOffset);
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
    Scale.scale(n, ROOT_HALF, x, xOffset, scratch, 0);
    Erf.erf(n, scratch, 0, scratch, 0);
    for (int i = 0; i < n; i++) {
      scratch[BLOCK + i] = -0.5f * x[xOffset + i] * x[xOffset + i];
    }
    Exp.exp(n, scratch, BLOCK, scratch, BLOCK);
    for (int i = 0; i < n; i++) {
      float density = (float) INVERSE_ROOT_2PI * scratch[BLOCK + i];
      float slope = 0.5f + 0.5f * scratch[i] + x[xOffset + i] * density;
      dx[dxOffset + i] += slope * dy[dyOffset + i];
    }
  }

  @Override
  public int scratchBlocks() {
    return 2;
  }

  @Override
  public double curvature(double x, double y) {
    return INVERSE_ROOT_2PI * StrictMath.exp(-0.5 * x * x) * (2 - x * x);
  }
}
