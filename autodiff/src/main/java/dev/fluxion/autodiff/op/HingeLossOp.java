package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Mean hinge loss. */
public record HingeLossOp() implements MeanLossOp {
  @Override
  public Card card() {
    return new Card(
        "hinge-loss",
        "Mean hinge loss of scores x for labels y of -1 or 1; the slope at the margin is 0.",
        "L = Σ max(0, 1 - yᵢ·xᵢ) / n",
        "C. Cortes, V. Vapnik, Support-Vector Networks, 1995");
  }

  @Override
  public double value(double x, double y) {
    return Math.max(0, 1 - y * x);
  }

  @Override
  public double slope(int input, double x, double y) {
    if (y * x >= 1) {
      return 0;
    }
    return input == 0 ? -y : -x;
  }

  @Override
  public double forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    for (int i = 0; i < n; i++) {
      scratch[i] = Math.max(0f, 1f - y[yOffset + i] * x[xOffset + i]);
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
    for (int i = 0; i < n; i++) {
      float a = x[xOffset + i];
      float b = y[yOffset + i];
      float slope = a * b < 1f ? input == 0 ? -b : -a : 0f;
      gradient[gradientOffset + i] += slope * factor;
    }
  }

  @Override
  public double curvature(int a, int b, double x, double y) {
    return a != b && y * x < 1 ? -1 : 0;
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(3, 2), Shape.of(3, 2)).withKinks(-1.0, 1.0).with(1, 1, -1, -1, 1, -1, 1),
        Sample.of(Shape.of(2), Shape.of(2)).withKinks(-1.0, 1.0).with(1, 1, -1));
  }
}
