package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Add;
import dev.fluxion.autodiff.kernel.Copy;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** The same elements in another shape; also from a scalar to a tensor of one element and back. */
public record ReshapeOp(
    @Setting(value = "the extents; -1 for the one that follows from the others", min = -1)
        ImmutableIntList extents)
    implements RearrangeOp {
  public ReshapeOp {
    Settings.check(ReshapeOp.class, extents);
    if (extents.count(extent -> extent == -1) > 1) {
      throw new IllegalArgumentException("only one extent can follow from the others: " + extents);
    }
  }

  /** One axis for all elements. */
  public ReshapeOp() {
    this(IntLists.immutable.with(-1));
  }

  @Override
  public Card card() {
    return new Card(
        "reshape", "The same elements in another shape.", "yᵢ = xᵢ", "elementary calculus");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 1);
    int size = inputs.get(0).size();
    int[] known = extents.toArray();
    int open = extents.indexOf(-1);
    if (open >= 0) {
      known[open] = 1;
      int rest = Shape.of(known).size();
      known[open] = rest == 0 ? 0 : size / rest;
    }
    Shape shape = Shape.of(known);
    if (shape.size() != size) {
      throw new IllegalArgumentException(
          size + " elements do not make a tensor of extents " + extents);
    }
    return shape;
  }

  @Override
  public void forward(FloatFrame frame) {
    if (frame.outShape().isScalar()) {
      frame.setScalar(frame.shape(0).isScalar() ? frame.scalar(0) : frame.in(0)[frame.inOffset(0)]);
    } else if (frame.shape(0).isScalar()) {
      frame.out()[frame.outOffset()] = (float) frame.scalar(0);
    } else {
      Copy.copy(frame.outSize(), frame.in(0), frame.inOffset(0), frame.out(), frame.outOffset());
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    if (frame.shape(0).isScalar()) {
      frame.addScalarGradient(
          0,
          frame.outShape().isScalar()
              ? frame.scalarGradient()
              : frame.outGradient()[frame.outGradientOffset()]);
    } else if (frame.outShape().isScalar()) {
      frame.inGradient(0)[frame.inGradientOffset(0)] += (float) frame.scalarGradient();
    } else {
      Add.add(
          frame.outSize(),
          frame.inGradient(0),
          frame.inGradientOffset(0),
          frame.outGradient(),
          frame.outGradientOffset(),
          frame.inGradient(0),
          frame.inGradientOffset(0));
    }
  }

  @Override
  public int[] sources(Shape x, Shape y) {
    int[] sources = new int[y.size()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = i;
    }
    return sources;
  }

  @Override
  public List<Sample> samples() {
    return extents.equals(IntLists.immutable.with(-1))
        ? List.of(Sample.of(Shape.of(5, 7)), Sample.of(Shape.SCALAR))
        : List.of(Sample.of(shape(List.of(Shape.of(720)))));
  }
}
