package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Absolute;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Negate;
import dev.fluxion.autodiff.kernel.Sigmoid;
import dev.fluxion.autodiff.kernel.Softplus;
import dev.fluxion.autodiff.kernel.Sum;

/** Binary cross entropy of logits. */
public record BinaryCrossEntropyOp() implements MeanLossOp {
  @Override
  public Card card() {
    return new Card(
        "binary-cross-entropy",
        "Mean binary cross entropy of logits x for probabilities y.",
        "L = Σ (ln(1 + exp(xᵢ)) - xᵢ·yᵢ) / n;  dxᵢ = (1 / (1 + exp(-xᵢ)) - yᵢ) / n",
        "D. Cox, The Regression Analysis of Binary Sequences, 1958");
  }

  @Override
  public double value(double x, double y) {
    return Math.max(x, 0) - x * y + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  @Override
  public double slope(int input, double x, double y) {
    return input == 0 ? 1 / (1 + StrictMath.exp(-x)) - y : -x;
  }

  @Override
  public double forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Absolute.absolute(n, x, xOffset, scratch, 0);
    Negate.negate(n, scratch, 0, scratch, 0);
    Softplus.softplus(n, scratch, 0, scratch, 0);
    for (int i = 0; i < n; i++) {
      float a = x[xOffset + i];
      float b = y[yOffset + i];
      scratch[i] += a > 0f ? a * (1f - b) : -a * b;
    }
    return Sum.sum(n, scratch, 0);
  }

  @Override
  public void backward(
      int input,
      int n,
      float factor,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] gradient,
      int gradientOffset,
      float[] scratch) {
    if (input == 0) {
      Sigmoid.sigmoid(n, x, xOffset, scratch, 0);
      Axpy.axpyDifference(n, factor, scratch, 0, y, yOffset, gradient, gradientOffset);
    } else {
      Axpy.axpy(n, -factor, x, xOffset, gradient, gradientOffset);
    }
  }

  @Override
  public double curvature(int a, int b, double x, double y) {
    if (a != b) {
      return -1;
    }
    double s = 1 / (1 + StrictMath.exp(-x));
    return b == 0 ? s * (1 - s) : 0;
  }
}
