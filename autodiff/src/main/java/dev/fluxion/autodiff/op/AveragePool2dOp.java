package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;

/** The mean of the elements under a moving window. */
public record AveragePool2dOp(
    @Setting(value = "height and width of the window", min = 1) int size,
    @Setting(value = "rows and columns from one position to the next", min = 1) int stride,
    @Setting(value = "rows and columns of zeros around the image, which count", min = 0)
        int padding)
    implements PoolOp, LinearOp {
  public AveragePool2dOp {
    Settings.check(AveragePool2dOp.class, size, stride, padding);
  }

  /** Windows of 2 × 2 side by side. */
  public AveragePool2dOp() {
    this(2, 2, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "average-pool2d",
        "The mean of the elements under a moving window, zeros around the image included.",
        "y[v, w] = Σ x[v·s + k - p, w·s + l - p] / size² over k, l",
        "Y. LeCun, B. Boser, J. Denker et al., Handwritten Digit Recognition with a"
            + " Back-Propagation Network, 1990");
  }

  @Override
  public void forward(FloatFrame frame) {
    Shape shape = frame.shape(0);
    Shape out = frame.outShape();
    float[] x = frame.in(0);
    float share = 1f / (size * size);
    for (int y = 0; y < frame.outSize(); y++) {
      int left = left(out, y);
      int right = right(shape, out, y);
      int bottom = bottom(shape, out, y);
      int plane = frame.inOffset(0) + plane(shape, out, y);
      float sum = 0;
      for (int row = top(out, y); row < bottom; row++) {
        int at = plane + row * shape.extent(3);
        for (int i = at + left; i < at + right; i++) {
          sum += x[i];
        }
      }
      frame.out()[frame.outOffset() + y] = sum * share;
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    Shape shape = frame.shape(0);
    Shape out = frame.outShape();
    float[] dx = frame.inGradient(0);
    float share = 1f / (size * size);
    for (int y = 0; y < frame.outSize(); y++) {
      int left = left(out, y);
      int right = right(shape, out, y);
      int bottom = bottom(shape, out, y);
      int plane = frame.inGradientOffset(0) + plane(shape, out, y);
      float dy = frame.outGradient()[frame.outGradientOffset() + y] * share;
      for (int row = top(out, y); row < bottom; row++) {
        int at = plane + row * shape.extent(3);
        for (int i = at + left; i < at + right; i++) {
          dx[i] += dy;
        }
      }
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    Shape shape = frame.shape(0);
    Shape out = frame.outShape();
    for (int y = 0; y < frame.out().length; y++) {
      double sum = 0;
      for (int row = top(out, y); row < bottom(shape, out, y); row++) {
        for (int column = left(out, y); column < right(shape, out, y); column++) {
          sum += frame.in(0)[plane(shape, out, y) + row * shape.extent(3) + column];
        }
      }
      frame.out()[y] = sum / (size * size);
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    Shape shape = frame.shape(0);
    Shape out = frame.outShape();
    for (int y = 0; y < frame.out().length; y++) {
      for (int row = top(out, y); row < bottom(shape, out, y); row++) {
        for (int column = left(out, y); column < right(shape, out, y); column++) {
          int i = plane(shape, out, y) + row * shape.extent(3) + column;
          frame.inGradient(0)[i] += frame.outGradient()[y] / (size * size);
        }
      }
    }
  }
}
