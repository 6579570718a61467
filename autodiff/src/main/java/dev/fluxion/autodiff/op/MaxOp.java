package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.ArgMax;
import dev.fluxion.autodiff.kernel.Max;
import java.util.List;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** Largest element over axes. */
public record MaxOp(
    @Setting("axes to reduce, -1 being the last; all if empty") ImmutableIntList axes,
    @Setting("whether reduced axes remain, with extent 1") boolean keep)
    implements ReductionOp {
  public MaxOp {
    Settings.check(MaxOp.class, axes, keep);
  }

  /** Over all axes. */
  public MaxOp() {
    this(IntLists.immutable.empty(), false);
  }

  @Override
  public Card card() {
    return new Card(
        "max",
        "The largest element over all axes or some; the first of several equal ones has the"
            + " gradient.",
        "yᵢ = maxⱼ xᵢⱼ",
        "elementary calculus");
  }

  @Override
  public double value(double[] row) {
    double max = row[0];
    for (double x : row) {
      max = Math.max(max, x);
    }
    return max;
  }

  @Override
  public double[] slopes(double[] row, double y) {
    double[] slopes = new double[row.length];
    int first = 0;
    while (first < row.length - 1 && row[first] != y) {
      first++;
    }
    slopes[first] = 1;
    return slopes;
  }

  @Override
  public double forward(int n, float[] x, int xOffset, float[] scratch, int scratchOffset) {
    return Max.max(n, x, xOffset);
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
    dx[dxOffset + ArgMax.argMax(n, x, xOffset)] += (float) dy;
  }

  @Override
  public double[] curvature(double[] row, double y, double[] direction) {
    return new double[row.length];
  }

  @Override
  public List<Sample> samples() {
    return ReductionOp.super.samples().stream().map(s -> s.between(-8, 8).keptApart()).toList();
  }
}
