package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;

/**
 * A set of axes to reduce over, as bits of an int.
 *
 * <p>Formula: with the axes of the set moved behind all others, a tensor is a matrix: its columns
 * are reduced, its rows remain.
 */
final class Axes {
  private Axes() {}

  /** The set; an empty list means all axes. */
  static int set(Shape shape, ImmutableIntList axes) {
    if (axes.isEmpty()) {
      return (1 << shape.rank()) - 1;
    }
    int set = 0;
    for (int i = 0; i < axes.size(); i++) {
      set |= 1 << Shapes.axis(shape, axes.get(i));
    }
    return set;
  }

  static boolean has(int set, int axis) {
    return (set >>> axis & 1) != 0;
  }

  /** What remains: without the axes, or with extents of 1 for them. */
  static Shape remaining(Shape shape, int set, boolean keep) {
    int[] extents = new int[keep ? shape.rank() : shape.rank() - Integer.bitCount(set)];
    int position = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!has(set, axis)) {
        extents[position++] = shape.extent(axis);
      } else if (keep) {
        extents[position++] = 1;
      }
    }
    return Shape.of(extents);
  }

  /** Number of elements that are reduced to one. */
  static int columns(Shape shape, int set) {
    int columns = 1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      columns *= has(set, axis) ? shape.extent(axis) : 1;
    }
    return columns;
  }

  /** Whether the axes are the last ones already. */
  static boolean areLast(Shape shape, int set) {
    return first(shape, set) + Integer.bitCount(set) == shape.rank();
  }

  /** Whether the axes are neighbours. */
  static boolean areNeighbours(Shape shape, int set) {
    int run = (1 << Integer.bitCount(set)) - 1;
    return set == run << first(shape, set);
  }

  /** The first axis of the set. */
  static int first(Shape shape, int set) {
    return set == 0 ? shape.rank() : Integer.numberOfTrailingZeros(set);
  }

  /** Product of the extents behind the last axis of the set. */
  static int width(Shape shape, int set) {
    return Shapes.behind(shape, 31 - Integer.numberOfLeadingZeros(set));
  }

  /** The order that moves the axes behind all others. */
  static long order(Shape shape, int set) {
    long order = 0;
    int kept = 0;
    int reduced = shape.rank() - Integer.bitCount(set);
    for (int axis = 0; axis < shape.rank(); axis++) {
      order = Permutation.with(order, has(set, axis) ? reduced++ : kept++, axis);
    }
    return order;
  }
}
