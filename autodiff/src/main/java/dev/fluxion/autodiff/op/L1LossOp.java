package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.AbsoluteSum;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Sign;
import dev.fluxion.autodiff.kernel.Subtract;
import java.util.List;

/** Mean absolute difference. */
public record L1LossOp() implements MeanLossOp {
  @Override
  public Card card() {
    return new Card(
        "l1-loss",
        "Mean absolute difference of two tensors; the slope of equal elements is 0.",
        "L = Σ |xᵢ - yᵢ| / n",
        "R. Boscovich, De Litteraria Expeditione, 1757");
  }

  @Override
  public double value(double x, double y) {
    return Math.abs(x - y);
  }

  @Override
  public double slope(int input, double x, double y) {
    double sign = Math.signum(x - y);
    return input == 0 ? sign : -sign;
  }

  @Override
  public double forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    Subtract.subtract(n, x, xOffset, y, yOffset, scratch, 0);
    return AbsoluteSum.absoluteSum(n, scratch, 0);
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
    Subtract.subtract(n, x, xOffset, y, yOffset, scratch, 0);
    Sign.sign(n, scratch, 0, scratch, 0);
    Axpy.axpy(n, input == 0 ? factor : -factor, scratch, 0, gradient, gradientOffset);
  }

  @Override
  public double curvature(int a, int b, double x, double y) {
    return 0;
  }

  @Override
  public List<Sample> samples() {
    return MeanLossOp.super.samples().stream().map(s -> s.between(-8, 8).keptApart()).toList();
  }
}
