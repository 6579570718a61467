package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** Another order of the axes. */
public record PermuteOp(
    @Setting(value = "the axis of the input at every place of the output", min = 0, max = 15)
        ImmutableIntList order)
    implements RearrangeOp {
  public PermuteOp {
    Settings.check(PermuteOp.class, order);
    if (order.distinct().size() < order.size()) {
      throw new IllegalArgumentException("the order " + order + " names an axis twice");
    }
  }

  /** The transpose of a matrix. */
  public PermuteOp() {
    this(IntLists.immutable.with(1, 0));
  }

  @Override
  public Card card() {
    return new Card(
        "permute",
        "Another order of the axes; of two, the transpose.",
        "y[i(o₀), i(o₁), …] = x[i₀, i₁, …] with o the order",
        "C. Harris et al., Array Programming with NumPy, 2020");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = Shapes.one(inputs);
    if (order.size() != x.rank() || order.max() >= x.rank()) {
      throw new IllegalArgumentException(
          "the order " + order + " does not name all axes of a tensor of rank " + x.rank());
    }
    int[] extents = new int[x.rank()];
    for (int position = 0; position < extents.length; position++) {
      extents[position] = x.extent(order.get(position));
    }
    return Shape.of(extents);
  }

  private long packed() {
    long packed = 0;
    for (int position = 0; position < order.size(); position++) {
      packed = Permutation.with(packed, position, order.get(position));
    }
    return packed;
  }

  @Override
  public void forward(FloatFrame frame) {
    Permutation.permute(
        frame.shape(0), packed(), frame.in(0), frame.inOffset(0), frame.out(), frame.outOffset());
  }

  @Override
  public void backward(FloatFrame frame) {
    if (frame.wants(0)) {
      Permutation.addBack(
          frame.shape(0),
          packed(),
          frame.outGradient(),
          frame.outGradientOffset(),
          frame.inGradient(0),
          frame.inGradientOffset(0));
    }
  }

  @Override
  public int[] sources(Shape x, Shape y) {
    return Permutation.indices(x, packed());
  }

  @Override
  public List<Sample> samples() {
    int[] extents = new int[order.size()];
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = axis + 2;
    }
    extents[0] = 20;
    return List.of(Sample.of(Shape.of(extents)));
  }
}
