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
}
