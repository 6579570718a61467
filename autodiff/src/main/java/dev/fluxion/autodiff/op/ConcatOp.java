package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Tensors one behind the other along an axis. */
public record ConcatOp(@Setting("the axis, -1 being the last") int axis) implements JoinOp {
  public ConcatOp {
    Settings.check(ConcatOp.class, axis);
  }

  /** Along the last axis. */
  public ConcatOp() {
    this(-1);
  }

  @Override
  public Card card() {
    return new Card(
        "concat",
        "Tensors one behind the other along an axis.",
        "z = [x, y, …]",
        "C. Harris et al., Array Programming with NumPy, 2020");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape first = first(inputs);
    int along = Shapes.axis(first, axis);
    int sum = 0;
    for (Shape shape : inputs) {
      if (shape.rank() != first.rank()
          || !Shapes.resized(shape, along, 0).equals(Shapes.resized(first, along, 0))) {
        throw new IllegalArgumentException("the shapes may differ along axis " + along + " only");
      }
      sum = Math.addExact(sum, shape.extent(along));
    }
    return Shapes.resized(first, along, sum);
  }

  @Override
  public int along(Shape out) {
    return Shapes.axis(out, axis);
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(2, 3), Shape.of(2, 1), Shape.of(2, 4)),
        Sample.of(Shape.of(3, 2, 40), Shape.of(3, 2, 2)).between(-1, 1));
  }
}
