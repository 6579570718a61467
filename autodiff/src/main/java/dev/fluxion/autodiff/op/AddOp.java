package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Add;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Sum;

/** Sum of two tensors, element by element. */
public record AddOp() implements PairwiseOp {
  @Override
  public Card card() {
    return new Card(
        "add", "Elementwise sum, with broadcasting.", "z = x + y", "elementary calculus");
  }

  @Override
  public double value(double x, double y) {
    return x + y;
  }

  @Override
  public double slope(int input, double x, double y) {
    return 1;
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
      Add.add(n, x, xOffset, y, yOffset, z, zOffset);
    } else if (xStep == 1) {
      AddScalar.addScalar(n, y[yOffset], x, xOffset, z, zOffset);
    } else {
      AddScalar.addScalar(n, x[xOffset], y, yOffset, z, zOffset);
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
    if ((input == 0 ? xStep : yStep) == 1) {
      Axpy.axpy(n, 1f, dz, dzOffset, gradient, gradientOffset);
    } else {
      gradient[gradientOffset] += (float) Sum.sum(n, dz, dzOffset);
    }
  }

  @Override
  public double curvature(int a, int b, double x, double y) {
    return 0;
  }
}
