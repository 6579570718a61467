package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.layout.Shape;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Batch normalization by given statistics. In training they are those of the batch, by {@link
 * BatchStatisticsOp}, and the gradient goes through them; in evaluation they are running ones, an
 * input that a workspace sets. The inputs are x, the statistics, a scale and a shift.
 */
public record BatchNormOp(@Setting(value = "added to the variance", above = 0) double epsilon)
    implements ComposedOp {
  public BatchNormOp {
    Settings.check(BatchNormOp.class, epsilon);
  }

  /** The usual epsilon. */
  public BatchNormOp() {
    this(1e-5);
  }

  @Override
  public Card card() {
    return new Card(
        "batch-norm",
        "Every channel (axis 1) to mean 0 and variance 1 by given statistics, then times a scale"
            + " plus a shift.",
        "y = (x - m_c)·r_c·s_c + b_c with r_c = 1 / √(v_c + ε);  dx = r_c·s_c·dy;  dm_c ="
            + " -r_c·s_c·Σ dy;  dv_c = -½·r_c³·s_c·Σ dy·(x - m_c);  ds_c = r_c·Σ dy·(x - m_c);"
            + "  db_c = Σ dy",
        "S. Ioffe, C. Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing"
            + " Internal Covariate Shift, 2015");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 4);
    Shape x = Channels.require(inputs.get(0));
    int channels = Channels.count(x);
    if (!inputs.get(1).equals(Shape.of(2, channels))) {
      throw new IllegalArgumentException(
          "the statistics must be a row of " + channels + " means and one of as many variances");
    }
    Shapes.vector("scale", inputs.get(2), channels);
    Shapes.vector("shift", inputs.get(3), channels);
    return x;
  }

  /** For columns, factors and sums; for runs, one run. */
  @Override
  public int scratch(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return Channels.run(x) == 1 ? 4 * Channels.count(x) : Channels.run(x);
  }

  private float mean(FloatFrame frame, int channel) {
    return frame.in(1)[frame.inOffset(1) + channel];
  }

  /** 1 / √(v + ε). */
  private double inverse(FloatFrame frame, int channel) {
    double v = frame.in(1)[frame.inOffset(1) + Channels.count(frame.shape(0)) + channel];
    return 1 / Math.sqrt(v + epsilon);
  }

  private float factor(FloatFrame frame, int channel) {
    return (float) (inverse(frame, channel) * frame.in(2)[frame.inOffset(2) + channel]);
  }

  @Override
  public void forward(FloatFrame frame) {
    Shape shape = frame.shape(0);
    int channels = Channels.count(shape);
    int run = Channels.run(shape);
    if (run == 1) {
      columns(frame, shape.extent(0), channels);
      return;
    }
    float[] y = frame.out();
    for (int i = 0; i < shape.extent(0) * channels; i++) {
      int c = i % channels;
      int at = frame.outOffset() + i * run;
      AddScalar.addScalar(run, -mean(frame, c), frame.in(0), frame.inOffset(0) + i * run, y, at);
      Scale.scale(run, factor(frame, c), y, at);
      AddScalar.addScalar(run, frame.in(3)[frame.inOffset(3) + c], y, at);
    }
  }

  private void columns(FloatFrame frame, int rows, int n) {
    float[] factors = frame.scratch();
    for (int c = 0; c < n; c++) {
      factors[c] = factor(frame, c);
    }
    float[] statistics = frame.in(1);
    float[] shift = frame.in(3);
    int m = frame.inOffset(1);
    int b = frame.inOffset(3);
    for (int i = 0; i < rows; i++) {
      int from = frame.inOffset(0) + i * n;
      int to = frame.outOffset() + i * n;
      for (int c = 0; c < n; c++) {
        float d = frame.in(0)[from + c] - statistics[m + c];
        frame.out()[to + c] = d * factors[c] + shift[b + c];
      }
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    Shape shape = frame.shape(0);
    int channels = Channels.count(shape);
    if (Channels.run(shape) == 1) {
      backwardColumns(frame, shape.extent(0), channels);
    } else {
      for (int c = 0; c < channels; c++) {
        backwardRuns(frame, shape, c);
      }
    }
  }

  private void backwardColumns(FloatFrame frame, int rows, int n) {
    float[] scratch = frame.scratch();
    Arrays.fill(scratch, 2 * n, 4 * n, 0f);
    for (int c = 0; c < n; c++) {
      scratch[c] = factor(frame, c);
      scratch[n + c] = mean(frame, c);
    }
    for (int i = 0; i < rows; i++) {
      int x = frame.inOffset(0) + i * n;
      int dy = frame.outGradientOffset() + i * n;
      sumRow(n, frame.in(0), x, frame.outGradient(), dy, scratch);
      if (frame.wants(0)) {
        addRow(
            n,
            scratch,
            frame.outGradient(),
            dy,
            frame.inGradient(0),
            frame.inGradientOffset(0) + i * n);
      }
    }
    for (int c = 0; c < n; c++) {
      addSums(frame, c, scratch[2 * n + c], scratch[3 * n + c]);
    }
  }

  /** The sums of dy and dy·(x - m) lie behind factors and means. */
  private static void sumRow(
      int n, float[] x, int xOffset, float[] dy, int dyOffset, float[] scratch) {
    for (int c = 0; c < n; c++) {
      float d = dy[dyOffset + c];
      scratch[2 * n + c] += d;
      scratch[3 * n + c] += d * (x[xOffset + c] - scratch[n + c]);
    }
  }

  private static void addRow(
      int n, float[] factors, float[] dy, int dyOffset, float[] dx, int dxOffset) {
    for (int c = 0; c < n; c++) {
      dx[dxOffset + c] += factors[c] * dy[dyOffset + c];
    }
  }

  private void backwardRuns(FloatFrame frame, Shape shape, int c) {
    int run = Channels.run(shape);
    int step = run * Channels.count(shape);
    double sum = 0;
    double along = 0;
    for (int i = 0; i < shape.extent(0); i++) {
      int at = c * run + i * step;
      int dy = frame.outGradientOffset() + at;
      AddScalar.addScalar(
          run, -mean(frame, c), frame.in(0), frame.inOffset(0) + at, frame.scratch(), 0);
      sum += Sum.sum(run, frame.outGradient(), dy);
      along += Dot.dot(run, frame.outGradient(), dy, frame.scratch(), 0);
      if (frame.wants(0)) {
        int dx = frame.inGradientOffset(0) + at;
        Axpy.axpy(run, factor(frame, c), frame.outGradient(), dy, frame.inGradient(0), dx);
      }
    }
    addSums(frame, c, sum, along);
  }

  /** Adds to the gradients of a channel, from Σ dy and Σ dy·(x - m). */
  private void addSums(FloatFrame frame, int c, double sum, double along) {
    double r = inverse(frame, c);
    double s = frame.in(2)[frame.inOffset(2) + c];
    if (frame.wants(1)) {
      int m = frame.inGradientOffset(1) + c;
      frame.inGradient(1)[m] -= (float) (r * s * sum);
      frame.inGradient(1)[m + Channels.count(frame.shape(0))] -=
          (float) (0.5 * r * r * r * s * along);
    }
    if (frame.wants(2)) {
      frame.inGradient(2)[frame.inGradientOffset(2) + c] += (float) (r * along);
    }
    if (frame.wants(3)) {
      frame.inGradient(3)[frame.inGradientOffset(3) + c] += (float) sum;
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    Shape shape = frame.shape(0);
    for (int i = 0; i < frame.out().length; i++) {
      int c = Channels.of(shape, i);
      double r = 1 / Math.sqrt(frame.in(1)[Channels.count(shape) + c] + epsilon);
      frame.out()[i] = (frame.in(0)[i] - frame.in(1)[c]) * r * frame.in(2)[c] + frame.in(3)[c];
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    Shape shape = frame.shape(0);
    int channels = Channels.count(shape);
    for (int i = 0; i < frame.out().length; i++) {
      int c = Channels.of(shape, i);
      double dy = frame.outGradient()[i];
      double r = 1 / Math.sqrt(frame.in(1)[channels + c] + epsilon);
      double s = frame.in(2)[c];
      double d = frame.in(0)[i] - frame.in(1)[c];
      frame.inGradient(0)[i] += r * s * dy;
      frame.inGradient(1)[c] -= r * s * dy;
      frame.inGradient(1)[channels + c] -= 0.5 * r * r * r * s * dy * d;
      frame.inGradient(2)[c] += r * dy * d;
      frame.inGradient(3)[c] += dy;
    }
  }

  /** Means or variances, out of the statistics. */
  private static int row(Composition parts, int row) {
    return parts.apply(new SliceOp(0, row, row + 1, 1), 1);
  }

  /** One number for each channel in a shape that repeats it for all elements of the channel. */
  private static int perChannel(Composition parts, int operand) {
    int[] extents = new int[parts.shape(0).rank() - 1];
    Arrays.fill(extents, 1);
    extents[0] = Channels.count(parts.shape(0));
    return parts.apply(new ReshapeOp(IntLists.immutable.with(extents)), operand);
  }

  @Override
  public void compose(Composition parts) {
    int centred = parts.apply(new SubtractOp(), 0, perChannel(parts, row(parts, 0)));
    int variance = parts.apply(new ScaleOp(1, epsilon), row(parts, 1));
    int scale = parts.apply(new PowOp(-0.5), perChannel(parts, variance));
    int z = parts.apply(new MultiplyOp(), centred, scale);
    int scaled = parts.apply(new MultiplyOp(), z, perChannel(parts, 2));
    parts.apply(new AddOp(), scaled, perChannel(parts, 3));
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(6, 3), Shape.of(2, 3), Shape.of(3), Shape.of(3)).between(0.5, 2),
        Sample.of(Shape.of(2, 2, 5, 7), Shape.of(2, 2), Shape.of(2), Shape.of(2)).between(0.5, 2));
  }
}
