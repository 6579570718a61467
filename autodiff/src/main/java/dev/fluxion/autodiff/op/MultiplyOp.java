package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Multiply;
import dev.fluxion.autodiff.kernel.MultiplyAdd;
import dev.fluxion.autodiff.kernel.Scale;

/** Product of two tensors, element by element. */
public record MultiplyOp() implements PairwiseOp {
  @Override
  public Card card() {
    return new Card(
        "multiply", "Elementwise product, with broadcasting.", "z = x·y", "elementary calculus");
  }

  @Override
  public double value(double x, double y) {
    return x * y;
  }

  @Override
  public double slope(int input, double x, double y) {
    return input == 0 ? y : x;
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
      Multiply.multiply(n, x, xOffset, y, yOffset, z, zOffset);
    } else if (xStep == 1) {
      Scale.scale(n, y[yOffset], x, xOffset, z, zOffset);
    } else {
      Scale.scale(n, x[xOffset], y, yOffset, z, zOffset);
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
    float[] other = input == 0 ? y : x;
    int offset = input == 0 ? yOffset : xOffset;
    if (xStep == yStep) {
      MultiplyAdd.multiplyAdd(n, other, offset, dz, dzOffset, gradient, gradientOffset);
    } else if ((input == 0 ? xStep : yStep) == 1) {
      Axpy.axpy(n, other[offset], dz, dzOffset, gradient, gradientOffset);
    } else {
      gradient[gradientOffset] += (float) Dot.dot(n, other, offset, dz, dzOffset);
    }
  }

  @Override
  public double curvature(int a, int b, double x, double y) {
    return a == b ? 0 : 1;
  }
}
