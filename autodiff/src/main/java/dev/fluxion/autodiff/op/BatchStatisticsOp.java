package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Add;
import dev.fluxion.autodiff.kernel.AddRow;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.ColumnSum;
import dev.fluxion.autodiff.kernel.MultiplyAdd;
import dev.fluxion.autodiff.kernel.Norm;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.layout.Shape;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Mean and variance of every channel over a batch, for {@link BatchNormOp}: a first row of means, a
 * second of variances, divided by the number of elements.
 */
public record BatchStatisticsOp() implements ComposedOp {
  @Override
  public Card card() {
    return new Card(
        "batch-statistics",
        "Mean and variance of every channel (axis 1) over a batch, as two rows.",
        "m_c = Σ x / n, v_c = Σ (x - m_c)² / n over the elements of channel c;  dx = (dm_c + 2·(x -"
            + " m_c)·dv_c) / n",
        "S. Ioffe, C. Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing"
            + " Internal Covariate Shift, 2015");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 1);
    return Shape.of(2, Channels.count(Channels.require(inputs.get(0))));
  }

  @Override
  public int scratch(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return Channels.run(x) == 1 ? x.size() + x.extent(1) : Channels.run(x);
  }

  @Override
  public void forward(FloatFrame frame) {
    Shape shape = frame.shape(0);
    if (Channels.run(shape) == 1) {
      columns(frame, shape.extent(0), shape.extent(1));
    } else {
      for (int channel = 0; channel < Channels.count(shape); channel++) {
        runs(frame, shape, channel);
      }
    }
  }

  private static void columns(FloatFrame frame, int rows, int n) {
    float[] x = frame.in(0);
    float[] y = frame.out();
    int mean = frame.outOffset();
    ColumnSum.columnSum(rows, n, x, frame.inOffset(0), y, mean, false);
    Scale.scale(n, 1f / rows, y, mean);
    AddRow.subtractRow(rows, n, x, frame.inOffset(0), y, mean, frame.scratch(), 0);
    ColumnSum.columnSumOfSquares(rows, n, frame.scratch(), 0, y, mean + n, false);
    Scale.scale(n, 1f / rows, y, mean + n);
  }

  private static void runs(FloatFrame frame, Shape shape, int channel) {
    int run = Channels.run(shape);
    int step = run * Channels.count(shape);
    int first = frame.inOffset(0) + channel * run;
    int n = Channels.elements(shape);
    double sum = 0;
    for (int i = 0; i < shape.extent(0); i++) {
      sum += Sum.sum(run, frame.in(0), first + i * step);
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = 0; i < shape.extent(0); i++) {
      AddScalar.addScalar(run, (float) -mean, frame.in(0), first + i * step, frame.scratch(), 0);
      squares += Norm.sumOfSquares(run, frame.scratch(), 0);
    }
    double rounded = mean - (float) mean;
    int at = frame.outOffset() + channel;
    frame.out()[at] = (float) mean;
    frame.out()[at + Channels.count(shape)] = (float) Math.max(0, squares / n - rounded * rounded);
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    Shape shape = frame.shape(0);
    int channels = Channels.count(shape);
    if (Channels.run(shape) == 1) {
      spreadOverRows(frame, shape.extent(0), channels);
      return;
    }
    for (int i = 0; i < shape.extent(0) * channels; i++) {
      spreadOverRun(frame, i, i % channels);
    }
  }

  /** {@code dx += dm / n + (x - m)·2·dv / n}, row by row. */
  private static void spreadOverRows(FloatFrame frame, int rows, int n) {
    float[] scratch = frame.scratch();
    float[] dx = frame.inGradient(0);
    int factors = rows * n;
    int mean = frame.outOffset();
    int dm = frame.outGradientOffset();
    AddRow.subtractRow(rows, n, frame.in(0), frame.inOffset(0), frame.out(), mean, scratch, 0);
    Scale.scale(n, 2f / rows, frame.outGradient(), dm + n, scratch, factors);
    for (int i = 0; i < rows; i++) {
      int row = frame.inGradientOffset(0) + i * n;
      MultiplyAdd.multiplyAdd(n, scratch, factors, scratch, i * n, dx, row);
    }
    Scale.scale(n, 1f / rows, frame.outGradient(), dm, scratch, factors);
    for (int i = 0; i < rows; i++) {
      int row = frame.inGradientOffset(0) + i * n;
      Add.add(n, dx, row, scratch, factors, dx, row);
    }
  }

  /** The same for a run of elements of one channel. */
  private static void spreadOverRun(FloatFrame frame, int index, int channel) {
    Shape shape = frame.shape(0);
    int run = Channels.run(shape);
    float n = Channels.elements(shape);
    int dm = frame.outGradientOffset() + channel;
    float mean = frame.out()[frame.outOffset() + channel];
    float factor = 2 * frame.outGradient()[dm + Channels.count(shape)] / n;
    float[] dx = frame.inGradient(0);
    int at = frame.inGradientOffset(0) + index * run;
    AddScalar.addScalar(
        run, -mean, frame.in(0), frame.inOffset(0) + index * run, frame.scratch(), 0);
    Axpy.axpy(run, factor, frame.scratch(), 0, dx, at);
    AddScalar.addScalar(run, frame.outGradient()[dm] / n, dx, at);
  }

  @Override
  public void define(DoubleFrame frame) {
    Shape shape = frame.shape(0);
    int channels = Channels.count(shape);
    double n = Channels.elements(shape);
    double[] x = frame.in(0);
    double[] y = frame.out();
    Arrays.fill(y, 0);
    for (int i = 0; i < x.length; i++) {
      y[Channels.of(shape, i)] += x[i] / n;
    }
    for (int i = 0; i < x.length; i++) {
      double d = x[i] - y[Channels.of(shape, i)];
      y[channels + Channels.of(shape, i)] += d * d / n;
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    Shape shape = frame.shape(0);
    double n = Channels.elements(shape);
    double[] dy = frame.outGradient();
    for (int i = 0; i < frame.in(0).length; i++) {
      int c = Channels.of(shape, i);
      double d = frame.in(0)[i] - frame.out()[c];
      frame.inGradient(0)[i] += (dy[c] + 2 * d * dy[Channels.count(shape) + c]) / n;
    }
  }

  /**
   * Moves running statistics towards those of a batch: {@code r ← r + share·(s - r)}. The variance
   * of the batch is divided by n - 1 for this, as by others.
   *
   * @param share how far, for example 0.1
   * @param elements n, the number of elements of a channel in the batch, at least 2
   * @param batch the output of this op
   * @param running the running statistics in the same form
   */
  public static void update(double share, int elements, float[] batch, float[] running) {
    int channels = batch.length / 2;
    for (int i = 0; i < batch.length; i++) {
      double factor = i < channels ? 1 : elements / (elements - 1.0);
      running[i] += (float) (share * (batch[i] * factor - running[i]));
    }
  }

  @Override
  public void compose(Composition parts) {
    int[] axes = new int[parts.shape(0).rank() - 1];
    for (int i = 1; i < axes.length; i++) {
      axes[i] = i + 1;
    }
    ImmutableIntList batch = IntLists.immutable.with(axes);
    int mean = parts.apply(new MeanOp(batch, false), 0);
    int variance = parts.apply(new VarianceOp(batch, false, 0), 0);
    parts.apply(new StackOp(0), mean, variance);
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(6, 3)), Sample.of(Shape.of(5, 40)), Sample.of(Shape.of(2, 3, 4, 5)));
  }
}
