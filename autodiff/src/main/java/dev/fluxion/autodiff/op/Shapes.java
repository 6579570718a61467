package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Shape checks that ops share; the messages are completed by the tape with names and shapes. */
public final class Shapes {
  private Shapes() {}

  /** Requires a number of inputs. */
  public static void count(List<Shape> inputs, int count) {
    if (inputs.size() != count) {
      throw new IllegalArgumentException("takes " + count + " inputs, not " + inputs.size());
    }
  }

  /** One tensor (not a scalar); returns its shape. */
  public static Shape one(List<Shape> inputs) {
    count(inputs, 1);
    return tensor(inputs.get(0));
  }

  /** Two tensors of equal shape; returns it. */
  public static Shape equal(List<Shape> inputs) {
    count(inputs, 2);
    if (!inputs.get(0).equals(inputs.get(1))) {
      throw new IllegalArgumentException("the shapes must be equal");
    }
    return tensor(inputs.get(0));
  }

  /** A tensor, as opposed to a scalar. */
  public static Shape tensor(Shape shape) {
    if (shape.isScalar()) {
      throw new IllegalArgumentException("takes a tensor, not a scalar");
    }
    return shape;
  }

  /** A matrix. */
  public static Shape matrix(Shape shape) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("takes matrices (rank 2)");
    }
    return shape;
  }

  /** A tensor with a number of axes. */
  public static Shape rank(Shape shape, int rank, String axes) {
    if (shape.rank() != rank) {
      throw new IllegalArgumentException("takes a tensor of rank " + rank + ", " + axes);
    }
    return shape;
  }

  /** A vector of a length. */
  public static void vector(String name, Shape shape, int length) {
    if (shape.rank() != 1 || shape.extent(0) != length) {
      throw new IllegalArgumentException("the " + name + " must be a vector of " + length);
    }
  }

  /** A tensor over whose elements a mean exists. */
  public static Shape nonEmpty(Shape shape) {
    if (shape.size() == 0) {
      throw new IllegalArgumentException("has no mean over zero elements");
    }
    return shape;
  }

  /** An axis, where -1 is the last one. */
  public static int axis(Shape shape, int axis) {
    if (axis < -shape.rank() || axis >= shape.rank()) {
      throw new IllegalArgumentException(
          "there is no axis " + axis + " in a tensor of rank " + shape.rank());
    }
    return axis < 0 ? axis + shape.rank() : axis;
  }

  /** The extents. */
  public static int[] extents(Shape shape) {
    int[] extents = new int[shape.rank()];
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = shape.extent(axis);
    }
    return extents;
  }

  /** The shape with another extent of one axis. */
  public static Shape resized(Shape shape, int axis, int extent) {
    int[] extents = extents(shape);
    extents[axis] = extent;
    return Shape.of(extents);
  }

  /** Product of the extents before an axis. */
  public static int before(Shape shape, int axis) {
    int product = 1;
    for (int i = 0; i < axis; i++) {
      product *= shape.extent(i);
    }
    return product;
  }

  /** Product of the extents behind an axis: the distance of neighbours along it. */
  public static int behind(Shape shape, int axis) {
    int product = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      product *= shape.extent(i);
    }
    return product;
  }
}
