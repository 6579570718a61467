package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Scale;

/** Times a constant, plus a constant. */
public record ScaleOp(@Setting("factor a") double factor, @Setting("addend b") double addend)
    implements ElementwiseOp {
  public ScaleOp {
    Settings.check(ScaleOp.class, factor, addend);
  }

  /** The negative. */
  public ScaleOp() {
    this(-1, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "scale",
        "Every element times a constant, plus a constant.",
        "y = a·x + b",
        "elementary calculus");
  }

  @Override
  public double value(double x) {
    return factor * x + addend;
  }

  @Override
  public double slope(double x, double y) {
    return factor;
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Scale.scale(n, (float) factor, x, xOffset, y, yOffset);
    if (addend != 0) {
      AddScalar.addScalar(n, (float) addend, y, yOffset);
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
    Axpy.axpy(n, (float) factor, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public double curvature(double x, double y) {
    return 0;
  }
}
