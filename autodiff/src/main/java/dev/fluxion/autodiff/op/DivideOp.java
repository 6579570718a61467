package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Divide;
import java.util.List;

/** Quotient of two tensors, element by element. */
public record DivideOp() implements PairwiseOp {
  @Override
  public Card card() {
    return new Card(
        "divide",
        "Elementwise quotient, with broadcasting.",
        "z = x / y;  dx = dz / y;  dy = -x·dz / y²",
        "elementary calculus");
  }

  @Override
  public double value(double x, double y) {
    return x / y;
  }

  @Override
  public double slope(int input, double x, double y) {
    return input == 0 ? 1 / y : -x / (y * y);
  }

  @Override
  public void forward(
      int n,
      float[] x,
      int xOffset,
      int xStep,
      float[] y,
      int yOffset,
      int yStep,
      float[] z,
      int zOffset) {
    if (xStep == yStep) {
      Divide.divide(n, x, xOffset, y, yOffset, z, zOffset);
    } else if (xStep == 1) {
      Divide.divideByScalar(n, y[yOffset], x, xOffset, z, zOffset);
    } else {
      Divide.reciprocal(n, x[xOffset], y, yOffset, z, zOffset);
    }
  }

  @Override
  public void backward(
      int input,
      int n,
      float[] x,
      int xOffset,
      int xStep,
      float[] y,
      int yOffset,
      int yStep,
      float[] dz,
      int dzOffset,
      float[] gradient,
      int gradientOffset) {
    double sum = 0;
    boolean single = (input == 0 ? xStep : yStep) == 0;
    for (int i = 0; i < n; i++) {
      float q = y[yOffset + i * yStep];
      float d = dz[dzOffset + i] / q;
      float share = input == 0 ? d : -d * (x[xOffset + i * xStep] / q);
      if (single) {
        sum += share;
      } else {
        gradient[gradientOffset + i] += share;
      }
    }
    if (single) {
      gradient[gradientOffset] += (float) sum;
    }
  }

  @Override
  public double curvature(int a, int b, double x, double y) {
    if (a != b) {
      return -1 / (y * y);
    }
    return b == 0 ? 0 : 2 * x / (y * y * y);
  }

  @Override
  public List<Sample> samples() {
    return PairwiseOp.super.samples().stream().map(s -> s.between(0.5, 3)).toList();
  }
}
