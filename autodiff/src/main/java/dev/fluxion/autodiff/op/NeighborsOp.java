package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Fill;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Sums or means of the rows of a node's neighbours in a graph. The graph is in compressed sparse
 * rows: the neighbours of node i are entries {@code starts[i]} to {@code starts[i + 1] - 1} of the
 * list of neighbours.
 */
public record NeighborsOp(
    @Setting(value = "where the neighbours of each node begin, and the end", min = 0)
        ImmutableIntList starts,
    @Setting(value = "the neighbours, one node after the other", min = 0)
        ImmutableIntList neighbors,
    @Setting("means instead of sums") boolean mean)
    implements LinearOp {
  public NeighborsOp {
    Settings.check(NeighborsOp.class, starts, neighbors, mean);
    if (starts.isEmpty() || starts.getFirst() != 0 || starts.getLast() != neighbors.size()) {
      throw new IllegalArgumentException(
          "the starts must begin with 0 and end with the number of neighbours, "
              + neighbors.size());
    }
    for (int i = 1; i < starts.size(); i++) {
      if (starts.get(i) < starts.get(i - 1)) {
        throw new IllegalArgumentException("the starts fall at node " + i);
      }
    }
  }

  /** A path of three nodes and one without neighbours, with means. */
  public NeighborsOp() {
    this(IntLists.immutable.with(0, 1, 3, 4, 4), IntLists.immutable.with(1, 0, 2, 1), true);
  }

  @Override
  public Card card() {
    return new Card(
        "neighbors",
        "Sums or means of the rows of every node's neighbours; 0 for a node without.",
        "yᵢ = wᵢ·Σⱼ xⱼ over the neighbours j of i, with wᵢ = 1 or 1 / their number;"
            + "  dxⱼ += wᵢ·dyᵢ",
        "W. Hamilton, R. Ying, J. Leskovec, Inductive Representation Learning on Large Graphs,"
            + " 2017");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = Shapes.matrix(Shapes.one(inputs));
    if (neighbors.notEmpty() && neighbors.max() >= x.extent(0)) {
      throw new IllegalArgumentException(
          "there is no row for the neighbour " + neighbors.max() + " of a node");
    }
    return Shape.of(starts.size() - 1, x.extent(1));
  }

  private double weight(int node) {
    return mean ? 1.0 / (starts.get(node + 1) - starts.get(node)) : 1;
  }

  @Override
  public void forward(FloatFrame frame) {
    int n = frame.shape(0).extent(1);
    Fill.fill(frame.outSize(), 0f, frame.out(), frame.outOffset());
    for (int i = 0; i < starts.size() - 1; i++) {
      float w = (float) weight(i);
      for (int p = starts.get(i); p < starts.get(i + 1); p++) {
        int from = frame.inOffset(0) + neighbors.get(p) * n;
        Axpy.axpy(n, w, frame.in(0), from, frame.out(), frame.outOffset() + i * n);
      }
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    int n = frame.shape(0).extent(1);
    for (int i = 0; i < starts.size() - 1; i++) {
      float w = (float) weight(i);
      for (int p = starts.get(i); p < starts.get(i + 1); p++) {
        int from = frame.outGradientOffset() + i * n;
        int onto = frame.inGradientOffset(0) + neighbors.get(p) * n;
        Axpy.axpy(n, w, frame.outGradient(), from, frame.inGradient(0), onto);
      }
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    int n = frame.shape(0).extent(1);
    for (int e = 0; e < frame.out().length; e++) {
      double sum = 0;
      for (int p = starts.get(e / n); p < starts.get(e / n + 1); p++) {
        sum += weight(e / n) * frame.in(0)[neighbors.get(p) * n + e % n];
      }
      frame.out()[e] = sum;
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    int n = frame.shape(0).extent(1);
    for (int e = 0; e < frame.out().length; e++) {
      for (int p = starts.get(e / n); p < starts.get(e / n + 1); p++) {
        int at = neighbors.get(p) * n + e % n;
        frame.inGradient(0)[at] += weight(e / n) * frame.outGradient()[e];
      }
    }
  }

  @Override
  public List<Sample> samples() {
    int rows = neighbors.isEmpty() ? 1 : neighbors.max() + 1;
    return List.of(Sample.of(Shape.of(rows, 3)), Sample.of(Shape.of(rows + 1, 40)));
  }
}
