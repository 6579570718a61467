package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;

/**
 * The channels of a tensor: axis 1, of columns of a matrix as of images (images, channels, height,
 * width).
 *
 * <p>Formula: {@code x[i, c, j]} lies at {@code (i·channels + c)·run + j}.
 */
final class Channels {
  private Channels() {}

  /** A tensor with channels, some elements in each. */
  static Shape require(Shape x) {
    if (x.rank() < 2) {
      throw new IllegalArgumentException("takes a tensor whose axis 1 is the channels");
    }
    return Shapes.nonEmpty(x);
  }

  /** Number of channels. */
  static int count(Shape x) {
    return x.extent(1);
  }

  /** Elements of a channel that lie side by side. */
  static int run(Shape x) {
    return Shapes.behind(x, 1);
  }

  /** Elements of a channel. */
  static int elements(Shape x) {
    return x.size() / x.extent(1);
  }

  /** The channel of an element. */
  static int of(Shape x, int element) {
    return element / run(x) % x.extent(1);
  }
}
