package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Tensors of equal shape along a new axis. */
public record StackOp(@Setting("the new axis, -1 being the last of the result") int axis)
    implements JoinOp {
  public StackOp {
    Settings.check(StackOp.class, axis);
  }

  /** Along a new first axis. */
  public StackOp() {
    this(0);
  }

  @Override
  public Card card() {
    return new Card(
        "stack",
        "Tensors of equal shape along a new axis.",
        "z₀ = x, z₁ = y, …",
        "C. Harris et al., Array Programming with NumPy, 2020");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape first = first(inputs);
    for (Shape shape : inputs) {
      if (!shape.equals(first)) {
        throw new IllegalArgumentException("the shapes must be equal");
      }
    }
    int[] extents = new int[first.rank() + 1];
    int along = Shapes.axis(Shape.of(extents), axis);
    for (int i = 0; i < extents.length; i++) {
      extents[i] = i == along ? inputs.size() : first.extent(i < along ? i : i - 1);
    }
    return Shape.of(extents);
  }

  @Override
  public int along(Shape out) {
    return Shapes.axis(out, axis);
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3)),
        Sample.of(Shape.of(40), Shape.of(40)));
  }
}
