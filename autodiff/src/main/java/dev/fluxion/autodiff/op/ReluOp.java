package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Relu;
import java.util.List;

/** Rectifier. */
public record ReluOp() implements ElementwiseOp {
  @Override
  public Card card() {
    return new Card(
        "relu",
        "Rectifier; the slope at 0 is 0.",
        "y = max(x, 0)",
        "V. Nair, G. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010");
  }

  @Override
  public double value(double x) {
    return Math.max(x, 0);
  }

  @Override
  public double slope(double x, double y) {
    return x > 0 ? 1 : 0;
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Relu.relu(n, x, xOffset, y, yOffset);
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
    Relu.reluBackward(n, x, xOffset, dy, dyOffset, dx, dxOffset);
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
