package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.kernel.Add;
import dev.fluxion.autodiff.kernel.Copy;
import dev.fluxion.autodiff.kernel.Transpose;
import dev.fluxion.autodiff.layout.Shape;

/**
 * Moves the elements of a tensor into another order of its axes, and back.
 *
 * <p>Formula: {@code y[i(o₀), i(o₁), …] = x[i₀, i₁, …]}, where o is the order: {@code o₀} is the
 * axis of x that comes first in y.
 *
 * <p>An order is a long with four bits for each axis, the first axis lowest, so that none has to be
 * allocated.
 */
final class Permutation {
  /** The largest rank. */
  static final int MOST_AXES = 16;

  private Permutation() {}

  /** The axis of x at a position of y. */
  static int axis(long order, int position) {
    return (int) (order >>> 4 * position) & 15;
  }

  /** The order with an axis at a position that was 0 before. */
  static long with(long order, int position, int axis) {
    return order | (long) axis << 4 * position;
  }

  /** For every element of y, the index of the element of x that it is. */
  static int[] indices(Shape x, long order) {
    int[] indices = new int[x.size()];
    for (int i = 0; i < indices.length; i++) {
      int rest = i;
      for (int position = x.rank() - 1; position >= 0; position--) {
        int axis = axis(order, position);
        indices[i] += rest % x.extent(axis) * Shapes.behind(x, axis);
        rest /= x.extent(axis);
      }
    }
    return indices;
  }

  /** {@code y ← x} in another order. */
  static void permute(Shape shape, long order, float[] x, int xOffset, float[] y, int yOffset) {
    if (shape.size() > 0) {
      walk(shape, order, 0, moved(shape, order), x, xOffset, y, yOffset, false);
    }
  }

  /** {@code x ← x + y}, with y in another order. */
  static void addBack(Shape shape, long order, float[] y, int yOffset, float[] x, int xOffset) {
    if (shape.size() > 0) {
      walk(shape, order, 0, moved(shape, order), x, xOffset, y, yOffset, true);
    }
  }

  /** Number of positions before the last ones whose axes stay where they are. */
  private static int moved(Shape shape, long order) {
    int position = shape.rank();
    while (position > 0 && axis(order, position - 1) == position - 1) {
      position--;
    }
    return position;
  }

  /** Returns the next y. */
  private static int walk(
      Shape shape,
      long order,
      int position,
      int moved,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      boolean back) {
    if (position == moved) {
      int n = Shapes.behind(shape, moved - 1);
      if (back) {
        Add.add(n, x, xOffset, y, yOffset, x, xOffset);
      } else {
        Copy.copy(n, x, xOffset, y, yOffset);
      }
      return yOffset + n;
    }
    int axis = axis(order, position);
    int extent = shape.extent(axis);
    int step = Shapes.behind(shape, axis);
    if (position == shape.rank() - 1) {
      line(extent, step, x, xOffset, y, yOffset, back);
      return yOffset + extent;
    }
    int last = axis(order, position + 1);
    if (!back && position == shape.rank() - 2 && axis == last + 1 && step == 1) {
      Transpose.transpose(shape.extent(last), extent, x, xOffset, y, yOffset);
      return yOffset + extent * shape.extent(last);
    }
    int next = yOffset;
    for (int i = 0; i < extent; i++) {
      next = walk(shape, order, position + 1, moved, x, xOffset + i * step, y, next, back);
    }
    return next;
  }

  private static void line(
      int n, int step, float[] x, int xOffset, float[] y, int yOffset, boolean back) {
    if (back) {
      for (int i = 0; i < n; i++) {
        x[xOffset + i * step] += y[yOffset + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = x[xOffset + i * step];
      }
    }
  }
}
