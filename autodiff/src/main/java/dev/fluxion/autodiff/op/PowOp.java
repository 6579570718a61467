package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.MultiplyAdd;
import dev.fluxion.autodiff.kernel.Pow;
import dev.fluxion.autodiff.kernel.Scale;

/** Power with a constant exponent. */
public record PowOp(@Setting("exponent") double exponent) implements ElementwiseOp {
  public PowOp {
    Settings.check(PowOp.class, exponent);
  }

  /** The cube. */
  public PowOp() {
    this(3);
  }

  @Override
  public Card card() {
    return new Card(
        "pow",
        "Power of every element, with a constant exponent.",
        "y = xᵖ;  dx = p·xᵖ⁻¹·dy",
        "elementary calculus");
  }

  @Override
  public double value(double x) {
    return StrictMath.pow(x, exponent);
  }

  @Override
  public double slope(double x, double y) {
    return exponent == 0 ? 0 : exponent * StrictMath.pow(x, exponent - 1);
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Pow.pow(n, (float) exponent, x, xOffset, y, yOffset);
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
    if (exponent == 0) {
      return;
    }
    Pow.pow(n, (float) (exponent - 1), x, xOffset, scratch, 0);
    Scale.scale(n, (float) exponent, scratch, 0);
    MultiplyAdd.multiplyAdd(n, scratch, 0, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public int scratchBlocks() {
    return 1;
  }

  @Override
  public double curvature(double x, double y) {
    double factor = exponent * (exponent - 1);
    return factor == 0 ? 0 : factor * StrictMath.pow(x, exponent - 2);
  }
}
