package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Expm1;
import java.util.List;

/** Exponential linear unit. */
public record EluOp(@Setting(value = "limit a for large negative x", min = 0) double alpha)
    implements ElementwiseOp {
  public EluOp {
    Settings.check(EluOp.class, alpha);
  }

  /** The limit -1. */
  public EluOp() {
    this(1);
  }

  @Override
  public Card card() {
    return new Card(
        "elu",
        "Exponential linear unit; the slope at 0 is that of the left side.",
        "y = x > 0 ? x : a·(eˣ - 1)",
        "D. Clevert, T. Unterthiner, S. Hochreiter, Fast and Accurate Deep Network Learning by"
            + " Exponential Linear Units, 2016");
  }

  @Override
  public double value(double x) {
    return x > 0 ? x : alpha * StrictMath.expm1(x);
  }

  @Override
  public double slope(double x, double y) {
    return x > 0 ? 1 : y + alpha;
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Expm1.expm1(n, x, xOffset, scratch, 0);
    float a = (float) alpha;
    for (int i = 0; i < n; i++) {
      float v = x[xOffset + i];
      y[yOffset + i] = v > 0f ? v : a * scratch[i];
    }
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
    float a = (float) alpha;
    for (int i = 0; i < n; i++) {
      float d = dy[dyOffset + i];
      dx[dxOffset + i] += x[xOffset + i] > 0f ? d : (y[yOffset + i] + a) * d;
    }
  }

  @Override
  public int scratchBlocks() {
    return 1;
  }

  @Override
  public double curvature(double x, double y) {
    return x > 0 ? 0 : y + alpha;
  }

  @Override
  public List<Sample> samples() {
    return ElementwiseOp.super.samples().stream().map(s -> s.withKinks(0.0)).toList();
  }
}
