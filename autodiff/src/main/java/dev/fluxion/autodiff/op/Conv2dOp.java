package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.MatMul;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * Convolution of images, or rather correlation, as a matrix product of the weights and the unfolded
 * image. Images are (images, channels, height, width), weights are (channels out, channels in /
 * groups, height, width).
 */
public record Conv2dOp(
    @Setting(value = "rows from one position to the next", min = 1) int strideHeight,
    @Setting(value = "columns from one position to the next", min = 1) int strideWidth,
    @Setting(value = "rows of zeros above and below", min = 0) int paddingHeight,
    @Setting(value = "columns of zeros left and right", min = 0) int paddingWidth,
    @Setting(value = "groups of channels that do not see each other", min = 1) int groups)
    implements BilinearOp {
  public Conv2dOp {
    Settings.check(Conv2dOp.class, strideHeight, strideWidth, paddingHeight, paddingWidth, groups);
  }

  /** Stride 1, padding 0, one group. */
  public Conv2dOp() {
    this(1, 1, 0, 0, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "conv2d",
        "Convolution of images (images, channels, height, width) with weights (channels out,"
            + " channels in / groups, height, width).",
        "y[o, v, w] = Σ wₒ[c, k, l]·x[c, v·s + k - p, w·s + l - p] over c, k, l",
        "K. Chellapilla, S. Puri, P. Simard, High Performance Convolutional Neural Networks for"
            + " Document Processing, 2006");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 2);
    Shape x = Shapes.rank(inputs.get(0), 4, "(images, channels, height, width)");
    Shape w = Shapes.rank(inputs.get(1), 4, "(channels out, channels in, height, width)");
    if (w.extent(1) * groups != x.extent(1) || w.extent(0) % groups != 0) {
      throw new IllegalArgumentException(
          "weights for "
              + w.extent(1)
              + " channels in and "
              + w.extent(0)
              + " out do not fit images of "
              + x.extent(1)
              + " channels in "
              + groups
              + " groups");
    }
    return Shape.of(
        x.extent(0),
        w.extent(0),
        Windows.positions(x.extent(2), w.extent(2), strideHeight, paddingHeight),
        Windows.positions(x.extent(3), w.extent(3), strideWidth, paddingWidth));
  }

  @Override
  public int scratch(List<Shape> inputs) {
    Shape w = inputs.get(1);
    int positions = Shapes.behind(shape(inputs), 1);
    return Math.multiplyExact(Shapes.behind(w, 0), positions);
  }

  /** Weights of one group have so many rows. */
  private int rows(FloatFrame frame) {
    return frame.shape(1).extent(0) / groups;
  }

  /** Unfolds the channels of a group of an image. */
  private void unfold(FloatFrame frame, int image, int group) {
    Shape x = frame.shape(0);
    Shape w = frame.shape(1);
    int taps = w.extent(2) * w.extent(3);
    int positions = Shapes.behind(frame.outShape(), 1);
    int first = image * x.extent(1) + group * w.extent(1);
    for (int r = 0; r < Shapes.behind(w, 0); r++) {
      Windows.unfold(
          x.extent(2),
          x.extent(3),
          frame.outShape().extent(2),
          frame.outShape().extent(3),
          r % taps / w.extent(3),
          r % w.extent(3),
          strideHeight,
          strideWidth,
          paddingHeight,
          paddingWidth,
          frame.in(0),
          frame.inOffset(0) + (first + r / taps) * x.extent(2) * x.extent(3),
          frame.scratch(),
          r * positions);
    }
  }

  /** Adds the columns in the scratch to the gradient of the channels of a group of an image. */
  private void fold(FloatFrame frame, int image, int group) {
    Shape x = frame.shape(0);
    Shape w = frame.shape(1);
    int taps = w.extent(2) * w.extent(3);
    int positions = Shapes.behind(frame.outShape(), 1);
    int first = image * x.extent(1) + group * w.extent(1);
    for (int r = 0; r < Shapes.behind(w, 0); r++) {
      Windows.fold(
          x.extent(2),
          x.extent(3),
          frame.outShape().extent(2),
          frame.outShape().extent(3),
          r % taps / w.extent(3),
          r % w.extent(3),
          strideHeight,
          strideWidth,
          paddingHeight,
          paddingWidth,
          frame.scratch(),
          r * positions,
          frame.inGradient(0),
          frame.inGradientOffset(0) + (first + r / taps) * x.extent(2) * x.extent(3));
    }
  }

  @Override
  public void forward(FloatFrame frame) {
    int k = Shapes.behind(frame.shape(1), 0);
    int m = rows(frame);
    int n = Shapes.behind(frame.outShape(), 1);
    for (int i = 0; i < frame.shape(0).extent(0) * groups; i++) {
      int group = i % groups;
      unfold(frame, i / groups, group);
      MatMul.nn(
          m,
          n,
          k,
          frame.in(1),
          frame.inOffset(1) + group * m * k,
          frame.scratch(),
          0,
          frame.out(),
          frame.outOffset() + i * m * n,
          false);
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    int k = Shapes.behind(frame.shape(1), 0);
    int m = rows(frame);
    int n = Shapes.behind(frame.outShape(), 1);
    for (int i = 0; i < frame.shape(0).extent(0) * groups; i++) {
      int weights = i % groups * m * k;
      int dy = frame.outGradientOffset() + i * m * n;
      if (frame.wants(1)) {
        unfold(frame, i / groups, i % groups);
        int dw = frame.inGradientOffset(1) + weights;
        MatMul.nt(
            m, k, n, frame.outGradient(), dy, frame.scratch(), 0, frame.inGradient(1), dw, true);
      }
      if (frame.wants(0)) {
        int w = frame.inOffset(1) + weights;
        MatMul.tn(k, n, m, frame.in(1), w, frame.outGradient(), dy, frame.scratch(), 0, false);
        fold(frame, i / groups, i % groups);
      }
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    visit(frame, (y, w, x) -> frame.out()[y] += frame.in(1)[w] * frame.in(0)[x], true);
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    visit(
        frame,
        (y, w, x) -> {
          frame.inGradient(0)[x] += frame.outGradient()[y] * frame.in(1)[w];
          frame.inGradient(1)[w] += frame.outGradient()[y] * frame.in(0)[x];
        },
        false);
  }

  /** What is done with an element of the result, one of the weights, and one of the image. */
  private interface Visitor {
    void visit(int y, int w, int x);
  }

  /** Visits all products of which the results are sums. */
  private void visit(DoubleFrame frame, Visitor visitor, boolean clear) {
    Shape x = frame.shape(0);
    Shape w = frame.shape(1);
    Shape out = frame.outShape();
    for (int y = 0; y < out.size(); y++) {
      if (clear) {
        frame.out()[y] = 0;
      }
      int o = y / Shapes.behind(out, 1) % out.extent(1);
      int image = y / Shapes.behind(out, 0);
      int firstChannel = o / (w.extent(0) / groups) * w.extent(1);
      for (int tap = 0; tap < Shapes.behind(w, 0); tap++) {
        int channel = firstChannel + tap / Shapes.behind(w, 1);
        int k = tap / w.extent(3) % w.extent(2);
        int l = tap % w.extent(3);
        int row = y / out.extent(3) % out.extent(2) * strideHeight + k - paddingHeight;
        int column = y % out.extent(3) * strideWidth + l - paddingWidth;
        if (row >= 0 && row < x.extent(2) && column >= 0 && column < x.extent(3)) {
          int plane = image * x.extent(1) + channel;
          int at = (plane * x.extent(2) + row) * x.extent(3) + column;
          visitor.visit(y, o * Shapes.behind(w, 0) + tap, at);
        }
      }
    }
  }

  @Override
  public long flops(List<Shape> inputs) {
    Shape w = inputs.get(1);
    return 2L * shape(inputs).size() * w.extent(1) * w.extent(2) * w.extent(3);
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(2, 2 * groups, 5, 4), Shape.of(2 * groups, 2, 3, 2)),
        Sample.of(Shape.of(1, groups, 3, 9), Shape.of(3 * groups, 1, 2, 3)).between(-1, 1));
  }
}
