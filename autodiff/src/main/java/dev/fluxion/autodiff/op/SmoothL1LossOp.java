package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Clamp;
import dev.fluxion.autodiff.kernel.Sum;
import java.util.List;

/** Mean absolute difference, rounded off around 0. */
public record SmoothL1LossOp(
    @Setting(value = "difference β at which it becomes linear", above = 0) double beta)
    implements MeanLossOp {
  public SmoothL1LossOp {
    Settings.check(SmoothL1LossOp.class, beta);
  }

  /** Linear from 1 on. */
  public SmoothL1LossOp() {
    this(1);
  }

  @Override
  public Card card() {
    return new Card(
        "smooth-l1-loss",
        "Mean absolute difference of two tensors, quadratic where it is below beta.",
        "L = Σ f(xᵢ - yᵢ) / n with f(d) = |d| < β ? d²/(2β) : |d| - β/2",
        "R. Girshick, Fast R-CNN, 2015");
  }

  @Override
  public double value(double x, double y) {
    double d = Math.abs(x - y);
    return d < beta ? d * d / (2 * beta) : d - beta / 2;
  }

  @Override
  public double slope(int input, double x, double y) {
    double slope = Math.max(-1, Math.min(1, (x - y) / beta));
    return input == 0 ? slope : -slope;
  }

  @Override
  public double forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    float b = (float) beta;
    for (int i = 0; i < n; i++) {
      float d = Math.abs(x[xOffset + i] - y[yOffset + i]);
      float c = Math.min(d, b);
      scratch[i] = c * (d - 0.5f * c) / b;
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
    float b = (float) beta;
    for (int i = 0; i < n; i++) {
      scratch[i] = (x[xOffset + i] - y[yOffset + i]) / b;
    }
    Clamp.clamp(n, -1f, 1f, scratch, 0, scratch, 0);
    Axpy.axpy(n, input == 0 ? factor : -factor, scratch, 0, gradient, gradientOffset);
  }

  @Override
  public double curvature(int a, int b, double x, double y) {
    if (Math.abs(x - y) >= beta) {
      return 0;
    }
    return a == b ? 1 / beta : -1 / beta;
  }

  @Override
  public List<Sample> samples() {
    return MeanLossOp.super.samples().stream().map(s -> s.between(-4, 4).keptApart()).toList();
  }
}
