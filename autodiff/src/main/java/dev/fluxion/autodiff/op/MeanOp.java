package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.kernel.Sum;
import java.util.Arrays;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** Mean over axes. */
public record MeanOp(
    @Setting("axes to reduce, -1 being the last; all if empty") ImmutableIntList axes,
    @Setting("whether reduced axes remain, with extent 1") boolean keep)
    implements ReductionOp {
  public MeanOp {
    Settings.check(MeanOp.class, axes, keep);
  }

  /** Over all axes. */
  public MeanOp() {
    this(IntLists.immutable.empty(), false);
  }

  @Override
  public Card card() {
    return new Card(
        "mean",
        "Mean over all axes or some.",
        "yᵢ = Σⱼ xᵢⱼ / n;  dxᵢⱼ = dyᵢ / n",
        "elementary calculus");
  }

  @Override
  public double value(double[] row) {
    double sum = 0;
    for (double x : row) {
      sum += x;
    }
    return sum / row.length;
  }

  @Override
  public double[] slopes(double[] row, double y) {
    double[] slopes = new double[row.length];
    Arrays.fill(slopes, 1.0 / row.length);
    return slopes;
  }

  @Override
  public double forward(int n, float[] x, int xOffset, float[] scratch, int scratchOffset) {
    return Sum.sum(n, x, xOffset) / n;
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
    AddScalar.addScalar(n, (float) (dy / n), dx, dxOffset);
  }

  @Override
  public void forward(FloatFrame frame) {
    int set = Axes.set(frame.shape(0), axes);
    if (SumOp.areColumns(frame.shape(0), set)) {
      SumOp.sumColumns(frame, set);
      Scale.scale(frame.outSize(), factor(frame, set), frame.out(), frame.outOffset());
    } else {
      ReductionOp.super.forward(frame);
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    int set = Axes.set(frame.shape(0), axes);
    if (SumOp.areColumns(frame.shape(0), set) && frame.wants(0)) {
      SumOp.addToColumns(frame, set, factor(frame, set));
    } else {
      ReductionOp.super.backward(frame);
    }
  }

  private static float factor(FloatFrame frame, int set) {
    return 1f / Axes.columns(frame.shape(0), set);
  }

  @Override
  public double[] curvature(double[] row, double y, double[] direction) {
    return new double[row.length];
  }
}
