package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Norm;
import dev.fluxion.autodiff.kernel.Sum;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** Variance over axes. */
public record VarianceOp(
    @Setting("axes to reduce, -1 being the last; all if empty") ImmutableIntList axes,
    @Setting("whether reduced axes remain, with extent 1") boolean keep,
    @Setting(value = "what is subtracted from n: 0, or 1 for samples", min = 0) int correction)
    implements ReductionOp {
  public VarianceOp {
    Settings.check(VarianceOp.class, axes, keep, correction);
  }

  /** Over all axes. */
  public VarianceOp() {
    this(IntLists.immutable.empty(), false, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "variance",
        "Variance over all axes or some.",
        "yᵢ = Σⱼ (xᵢⱼ - mᵢ)² / (n - c) with mᵢ = Σⱼ xᵢⱼ / n;  dxᵢⱼ = 2·(xᵢⱼ - mᵢ) / (n - c)·dyᵢ",
        "T. Chan, G. Golub, R. LeVeque, Algorithms for Computing the Sample Variance, 1983");
  }

  @Override
  public double value(double[] row) {
    double mean = mean(row);
    double sum = 0;
    for (double x : row) {
      sum += (x - mean) * (x - mean);
    }
    return sum / (row.length - correction);
  }

  @Override
  public double[] slopes(double[] row, double y) {
    double mean = mean(row);
    double[] slopes = new double[row.length];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = 2 * (row[i] - mean) / (row.length - correction);
    }
    return slopes;
  }

  @Override
  public double forward(int n, float[] x, int xOffset, float[] scratch, int scratchOffset) {
    double mean = Sum.sum(n, x, xOffset) / n;
    double rounded = mean - (float) mean;
    AddScalar.addScalar(n, (float) -mean, x, xOffset, scratch, scratchOffset);
    double squares = Norm.sumOfSquares(n, scratch, scratchOffset);
    return Math.max(0, squares - n * rounded * rounded) / (n - correction);
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
    double mean = Sum.sum(n, x, xOffset) / n;
    AddScalar.addScalar(n, (float) -mean, x, xOffset, scratch, scratchOffset);
    Axpy.axpy(n, (float) (2 * dy / (n - correction)), scratch, scratchOffset, dx, dxOffset);
  }

  @Override
  public int fewest() {
    return correction + 1;
  }

  private static double mean(double[] row) {
    double sum = 0;
    for (double x : row) {
      sum += x;
    }
    return sum / row.length;
  }

  @Override
  public double[] curvature(double[] row, double y, double[] direction) {
    double[] curved = new double[row.length];
    double mean = mean(direction);
    for (int i = 0; i < curved.length; i++) {
      curved[i] = 2 * (direction[i] - mean) / (row.length - correction);
    }
    return curved;
  }
}
