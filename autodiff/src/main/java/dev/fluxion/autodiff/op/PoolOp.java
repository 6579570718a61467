package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * Pooling: one number for every position of a square window over the last two axes of images
 * (images, channels, height, width).
 *
 * <p>Formula: {@code y[v, w] = f{x[v·s + k - p, w·s + l - p] : 0 ≤ k, l < size}} with stride s and
 * padding p.
 */
interface PoolOp extends Op {
  /** Height and width of the window. */
  int size();

  /** Rows and columns from one position to the next. */
  int stride();

  /** Rows and columns around the image. */
  int padding();

  @Override
  default Shape shape(List<Shape> inputs) {
    Shape x = Shapes.rank(Shapes.one(inputs), 4, "(images, channels, height, width)");
    if (padding() >= size()) {
      throw new IllegalArgumentException(
          "with a padding of " + padding() + " a window of " + size() + " can miss the image");
    }
    return Shape.of(
        x.extent(0),
        x.extent(1),
        Windows.positions(x.extent(2), size(), stride(), padding()),
        Windows.positions(x.extent(3), size(), stride(), padding()));
  }

  /** The first row inside of the image of the window of an element of the output. */
  default int top(Shape out, int y) {
    return Math.max(0, y / out.extent(3) % out.extent(2) * stride() - padding());
  }

  /** The row behind. */
  default int bottom(Shape x, Shape out, int y) {
    int start = y / out.extent(3) % out.extent(2) * stride() - padding();
    return Math.min(x.extent(2), start + size());
  }

  /** The first column. */
  default int left(Shape out, int y) {
    return Math.max(0, y % out.extent(3) * stride() - padding());
  }

  /** The column behind. */
  default int right(Shape x, Shape out, int y) {
    return Math.min(x.extent(3), y % out.extent(3) * stride() - padding() + size());
  }

  /** Where the channel of an element of the output begins in the input. */
  default int plane(Shape x, Shape out, int y) {
    return y / Shapes.behind(out, 1) * Shapes.behind(x, 1);
  }

  @Override
  default List<Sample> samples() {
    return List.of(Sample.of(Shape.of(2, 1, 5, 4)), Sample.of(Shape.of(1, 2, 3, 6)));
  }
}
