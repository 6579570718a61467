package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.ColumnSum;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.layout.Shape;
import java.util.Arrays;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** Sum over axes. */
public record SumOp(
    @Setting("axes to reduce, -1 being the last; all if empty") ImmutableIntList axes,
    @Setting("whether reduced axes remain, with extent 1") boolean keep)
    implements ReductionOp {
  public SumOp {
    Settings.check(SumOp.class, axes, keep);
  }

  /** Over all axes. */
  public SumOp() {
    this(IntLists.immutable.empty(), false);
  }

  @Override
  public Card card() {
    return new Card(
        "sum", "Sum over all axes or some.", "yᵢ = Σⱼ xᵢⱼ;  dxᵢⱼ = dyᵢ", "elementary calculus");
  }

  @Override
  public double value(double[] row) {
    double sum = 0;
    for (double x : row) {
      sum += x;
    }
    return sum;
  }

  @Override
  public double[] slopes(double[] row, double y) {
    double[] slopes = new double[row.length];
    Arrays.fill(slopes, 1);
    return slopes;
  }

  @Override
  public double forward(int n, float[] x, int xOffset, float[] scratch, int scratchOffset) {
    return Sum.sum(n, x, xOffset);
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
    AddScalar.addScalar(n, (float) dy, dx, dxOffset);
  }

  @Override
  public int fewest() {
    return 0;
  }

  @Override
  public void forward(FloatFrame frame) {
    int set = Axes.set(frame.shape(0), axes);
    if (areColumns(frame.shape(0), set)) {
      sumColumns(frame, set);
    } else {
      ReductionOp.super.forward(frame);
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    int set = Axes.set(frame.shape(0), axes);
    if (areColumns(frame.shape(0), set) && frame.wants(0)) {
      addToColumns(frame, set, 1f);
    } else {
      ReductionOp.super.backward(frame);
    }
  }

  /** Whether the reduced axes are neighbours with others behind them. */
  static boolean areColumns(Shape shape, int set) {
    return Axes.areNeighbours(shape, set) && !Axes.areLast(shape, set);
  }

  /** Sums of the columns of every matrix that the reduced and the later axes make. */
  static void sumColumns(FloatFrame frame, int set) {
    int rows = Axes.columns(frame.shape(0), set);
    int columns = Axes.width(frame.shape(0), set);
    for (int i = 0; i < frame.outSize(); i += columns) {
      int x = frame.inOffset(0) + i * rows;
      ColumnSum.columnSum(rows, columns, frame.in(0), x, frame.out(), frame.outOffset() + i, false);
    }
  }

  /** Adds the gradient of the sums, times a factor, to every row of these matrices. */
  static void addToColumns(FloatFrame frame, int set, float factor) {
    int rows = Axes.columns(frame.shape(0), set);
    int columns = Axes.width(frame.shape(0), set);
    for (int i = 0; i < frame.outSize(); i += columns) {
      int dy = frame.outGradientOffset() + i;
      int dx = frame.inGradientOffset(0) + i * rows;
      for (int row = 0; row < rows; row++) {
        Axpy.axpy(
            columns, factor, frame.outGradient(), dy, frame.inGradient(0), dx + row * columns);
      }
    }
  }

  @Override
  public double[] curvature(double[] row, double y, double[] direction) {
    return new double[row.length];
  }
}
