package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** The largest element under a moving window. */
public record MaxPool2dOp(
    @Setting(value = "height and width of the window", min = 1) int size,
    @Setting(value = "rows and columns from one position to the next", min = 1) int stride,
    @Setting(value = "rows and columns around the image, less than any number", min = 0)
        int padding)
    implements PoolOp {
  public MaxPool2dOp {
    Settings.check(MaxPool2dOp.class, size, stride, padding);
  }

  /** Windows of 2 × 2 side by side. */
  public MaxPool2dOp() {
    this(2, 2, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "max-pool2d",
        "The largest element under a moving window; the first of equal ones has the gradient.",
        "y[v, w] = max x[v·s + k - p, w·s + l - p] over k, l",
        "M. Ranzato, F. Huang, Y. Boureau, Y. LeCun, Unsupervised Learning of Invariant Feature"
            + " Hierarchies, 2007");
  }

  @Override
  public void forward(FloatFrame frame) {
    for (int y = 0; y < frame.outSize(); y++) {
      frame.out()[frame.outOffset() + y] = frame.in(0)[frame.inOffset(0) + largest(frame, y)];
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    for (int y = 0; y < frame.outSize(); y++) {
      frame.inGradient(0)[frame.inGradientOffset(0) + largest(frame, y)] +=
          frame.outGradient()[frame.outGradientOffset() + y];
    }
  }

  /** The index of the largest element; of the first NaN, if there is one. */
  private int largest(FloatFrame frame, int y) {
    Shape shape = frame.shape(0);
    Shape out = frame.outShape();
    float[] x = frame.in(0);
    int offset = frame.inOffset(0);
    int left = left(out, y);
    int right = right(shape, out, y);
    int bottom = bottom(shape, out, y);
    int plane = plane(shape, out, y);
    int best = plane + top(out, y) * shape.extent(3) + left;
    for (int row = top(out, y); row < bottom; row++) {
      int at = plane + row * shape.extent(3);
      for (int i = at + left; i < at + right; i++) {
        float value = x[offset + i];
        float most = x[offset + best];
        if (value > most || (value != value && most == most)) {
          best = i;
        }
      }
    }
    return best;
  }

  @Override
  public void define(DoubleFrame frame) {
    for (int y = 0; y < frame.out().length; y++) {
      frame.out()[y] = frame.in(0)[largest(frame, y)];
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    for (int y = 0; y < frame.out().length; y++) {
      frame.inGradient(0)[largest(frame, y)] += frame.outGradient()[y];
    }
  }

  private int largest(DoubleFrame frame, int y) {
    Shape shape = frame.shape(0);
    Shape out = frame.outShape();
    double[] x = frame.in(0);
    int best = -1;
    for (int row = top(out, y); row < bottom(shape, out, y); row++) {
      for (int column = left(out, y); column < right(shape, out, y); column++) {
        int i = plane(shape, out, y) + row * shape.extent(3) + column;
        if (best < 0 || x[i] > x[best] || (Double.isNaN(x[i]) && !Double.isNaN(x[best]))) {
          best = i;
        }
      }
    }
    return best;
  }

  @Override
  public void defineTangent(DualFrame frame) {
    for (int y = 0; y < frame.out().length; y++) {
      frame.outTangent()[y] = frame.inTangent(0)[largest(frame.point(), y)];
    }
  }

  @Override
  public void defineBackwardTangent(DualFrame frame) {
    defineBackward(frame.transposed());
  }

  @Override
  public List<Sample> samples() {
    return PoolOp.super.samples().stream().map(Sample::keptApart).toList();
  }
}
