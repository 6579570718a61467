package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Maximum;
import java.util.List;

/** The larger of two tensors, element by element. */
public record MaximumOp() implements PairwiseOp {
  @Override
  public Card card() {
    return new Card(
        "maximum",
        "The larger of two elements, with broadcasting; where they are equal, each has half the"
            + " slope.",
        "z = max(x, y)",
        "elementary calculus");
  }

  @Override
  public double value(double x, double y) {
    return Math.max(x, y);
  }

  @Override
  public double slope(int input, double x, double y) {
    return x == y ? 0.5 : (x > y) == (input == 0) ? 1 : 0;
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
      Maximum.maximum(n, x, xOffset, y, yOffset, z, zOffset);
    } else if (xStep == 1) {
      Maximum.maximum(n, y[yOffset], x, xOffset, z, zOffset);
    } else {
      Maximum.maximum(n, x[xOffset], y, yOffset, z, zOffset);
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
      float a = x[xOffset + i * xStep];
      float b = y[yOffset + i * yStep];
      float slope = a == b ? 0.5f : (a > b) == (input == 0) ? 1f : 0f;
      float share = slope * dz[dzOffset + i];
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
    return 0;
  }

  @Override
  public List<Sample> samples() {
    return PairwiseOp.super.samples().stream().map(s -> s.between(-8, 8).keptApart()).toList();
  }
}
