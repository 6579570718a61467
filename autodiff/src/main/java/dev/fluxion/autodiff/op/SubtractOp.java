package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Negate;
import dev.fluxion.autodiff.kernel.Subtract;
import dev.fluxion.autodiff.kernel.Sum;

/** Difference of two tensors, element by element. */
public record SubtractOp() implements PairwiseOp {
  @Override
  public Card card() {
    return new Card(
        "subtract",
        "Elementwise difference, with broadcasting.",
        "z = x - y",
        "elementary calculus");
  }

  @Override
  public double value(double x, double y) {
    return x - y;
  }

  @Override
  public double slope(int input, double x, double y) {
    return input == 0 ? 1 : -1;
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
      Subtract.subtract(n, x, xOffset, y, yOffset, z, zOffset);
    } else if (xStep == 1) {
      AddScalar.addScalar(n, -y[yOffset], x, xOffset, z, zOffset);
    } else {
      Negate.negate(n, y, yOffset, z, zOffset);
      AddScalar.addScalar(n, x[xOffset], z, zOffset);
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
    float sign = input == 0 ? 1f : -1f;
    if ((input == 0 ? xStep : yStep) == 1) {
      Axpy.axpy(n, sign, dz, dzOffset, gradient, gradientOffset);
    } else {
      gradient[gradientOffset] += sign * (float) Sum.sum(n, dz, dzOffset);
    }
  }

  @Override
  public double curvature(int a, int b, double x, double y) {
    return 0;
  }
}
