package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Exp;
import dev.fluxion.autodiff.kernel.Max;
import dev.fluxion.autodiff.kernel.Softmax;
import dev.fluxion.autodiff.kernel.Sum;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** Logarithm of the sum of exponentials over axes. */
public record LogSumExpOp(
    @Setting("axes to reduce, -1 being the last; all if empty") ImmutableIntList axes,
    @Setting("whether reduced axes remain, with extent 1") boolean keep)
    implements ReductionOp {
  public LogSumExpOp {
    Settings.check(LogSumExpOp.class, axes, keep);
  }

  /** Over all axes. */
  public LogSumExpOp() {
    this(IntLists.immutable.empty(), false);
  }

  @Override
  public Card card() {
    return new Card(
        "log-sum-exp",
        "Logarithm of the sum of exponentials over all axes or some.",
        "yᵢ = mᵢ + ln Σⱼ exp(xᵢⱼ - mᵢ) with mᵢ = maxⱼ xᵢⱼ;  dxᵢⱼ = exp(xᵢⱼ - yᵢ)·dyᵢ",
        "P. Blanchard, D. Higham, N. Higham, Accurately Computing the Log-Sum-Exp and Softmax"
            + " Functions, 2021");
  }

  @Override
  public double value(double[] row) {
    double max = row[0];
    for (double x : row) {
      max = Math.max(max, x);
    }
    if (Double.isInfinite(max)) {
      return max;
    }
    double sum = 0;
    for (double x : row) {
      sum += StrictMath.exp(x - max);
    }
    return max + StrictMath.log(sum);
  }

  @Override
  public double[] slopes(double[] row, double y) {
    double[] slopes = new double[row.length];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = StrictMath.exp(row[i] - y);
    }
    return slopes;
  }

  @Override
  public double forward(int n, float[] x, int xOffset, float[] scratch, int scratchOffset) {
    float max = Max.max(n, x, xOffset);
    if (Float.isInfinite(max)) {
      return max;
    }
    AddScalar.addScalar(n, -max, x, xOffset, scratch, scratchOffset);
    Exp.exp(n, scratch, scratchOffset, scratch, scratchOffset);
    return max + StrictMath.log(Sum.sum(n, scratch, scratchOffset));
  }

  @Override
  public void backward(
      int n,
      float[] x,
      int xOffset,
      double dy,
      float[] dx,
      int dxOffset,
      float[] scratch,
      int scratchOffset) {
    Softmax.softmax(1, n, x, xOffset, scratch, scratchOffset);
    Axpy.axpy(n, (float) dy, scratch, scratchOffset, dx, dxOffset);
  }

  @Override
  public double[] curvature(double[] row, double y, double[] direction) {
    double[] p = slopes(row, y);
    double mean = 0;
    for (int i = 0; i < p.length; i++) {
      mean += p[i] * direction[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] *= direction[i] - mean;
    }
    return p;
  }
}
