package dev.fluxion.models;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.op.NeighborsOp;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * A graph net that joins every node's features with the mean of its neighbours'. Rows are the nodes
 * of the graph, which is in compressed sparse rows: the neighbours of node i are entries {@code
 * starts[i]} to {@code starts[i + 1] - 1}.
 *
 * <p>Formula: {@code hᵢ ← φ([hᵢ, mean of hⱼ over the neighbours j of i]·W + b)}; the last layer
 * without φ.
 *
 * <p>Source: W. Hamilton, R. Ying, J. Leskovec, «Inductive Representation Learning on Large
 * Graphs», 2017, algorithm 1 with the mean aggregator. All neighbours are taken, not a sample; rows
 * are not brought to length 1, so that the last layer can be logits.
 *
 * @param starts where the neighbours of each node begin, and the end
 * @param neighbors the neighbours, one node after the other
 * @param widths the widths of all layers, features first, outputs last
 * @param activation the nonlinearity φ
 */
public record GraphSage(
    @Setting(value = "where the neighbours of each node begin, and the end", min = 0)
        ImmutableIntList starts,
    @Setting(value = "the neighbours, one node after the other", min = 0)
        ImmutableIntList neighbors,
    @Setting(value = "widths of all layers, features first", min = 1) ImmutableIntList widths,
    @Setting("nonlinearity") Activation activation)
    implements Model {
  public GraphSage {
    Settings.check(GraphSage.class, starts, neighbors, widths, activation);
    new NeighborsOp(starts, neighbors, true); // checks that the starts rise to the end
    if (starts.size() < 2) {
      throw new IllegalArgumentException("starts = " + starts + " describes a graph without nodes");
    }
    if (neighbors.notEmpty() && neighbors.max() >= starts.size() - 1) {
      throw new IllegalArgumentException(
          "neighbors has " + neighbors.max() + ", but nodes are 0 to " + (starts.size() - 2));
    }
    if (widths.size() < 2) {
      throw new IllegalArgumentException(
          "widths = " + widths.makeString(",") + " must name at least features and outputs");
    }
  }

  /** A ring of five nodes with a chord, 3 features, 8 hidden units, 2 outputs. */
  public GraphSage() {
    this(
        IntLists.immutable.with(0, 3, 5, 8, 10, 12),
        IntLists.immutable.with(1, 2, 4, 0, 2, 0, 1, 3, 2, 4, 0, 3),
        IntLists.immutable.with(3, 8, 2),
        Activation.RELU);
  }

  @Override
  public int inputs() {
    return widths.getFirst();
  }

  @Override
  public int outputs() {
    return widths.getLast();
  }

  @Override
  public int rows() {
    return starts.size() - 1;
  }

  @Override
  public Card card() {
    return new Card(
        "graph-sage",
        "A graph net that joins every node's features with the mean of its neighbours'.",
        "hᵢ ← φ([hᵢ, mean of hⱼ over the neighbours j of i]·W + b), the last layer without φ",
        "W. Hamilton, R. Ying, J. Leskovec, Inductive Representation Learning on Large Graphs,"
            + " 2017, algorithm 1, mean aggregator",
        "All neighbours are taken, not a sample; rows are not brought to length 1.");
  }

  @Override
  public Initializer initializer(Segment segment) {
    return segment.role() == Role.WEIGHT ? activation.initializer() : Initializer.ZEROS;
  }

  @Override
  public Tensor record(Tape tape, Tensor x) {
    if (x.shape().rank() != 2 || x.shape().extent(0) != rows()) {
      throw new IllegalArgumentException(
          "graph-sage: needs a row for each of its " + rows() + " nodes; got " + x);
    }
    Tensor h = x;
    int last = widths.size() - 1;
    for (int layer = 1; layer <= last; layer++) {
      Tensor joined = h.concat(1, h.neighborMean(starts, neighbors));
      h = Linear.layer(tape, "layer" + layer + "/", joined, widths.get(layer));
      h = layer == last ? h : activation.apply(h);
    }
    return h;
  }
}
