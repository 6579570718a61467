package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Clamp;
import java.util.List;

/** Limits values to an interval. */
public record ClipOp(
    @Setting(value = "lower limit", infinite = true) double low,
    @Setting(value = "upper limit", infinite = true) double high)
    implements ElementwiseOp {
  public ClipOp {
    Settings.check(ClipOp.class, low, high);
    if (low > high) {
      throw new IllegalArgumentException("low = " + low + " is above high = " + high);
    }
  }

  /** From -1 to 1. */
  public ClipOp() {
    this(-1, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "clip",
        "Every element limited to an interval; the slope on its edges is 1.",
        "y = min(max(x, low), high)",
        "elementary calculus");
  }

  @Override
  public double value(double x) {
    return Math.min(Math.max(x, low), high);
  }

  @Override
  public double slope(double x, double y) {
    return x >= low && x <= high ? 1 : 0;
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Clamp.clamp(n, (float) low, (float) high, x, xOffset, y, yOffset);
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
    Clamp.clampBackward(n, (float) low, (float) high, x, xOffset, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public double curvature(double x, double y) {
    return 0;
  }

  @Override
  public List<Sample> samples() {
    return ElementwiseOp.super.samples().stream().map(s -> s.withKinks(low, high)).toList();
  }
}
