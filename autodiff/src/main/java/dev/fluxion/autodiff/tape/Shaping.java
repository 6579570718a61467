package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.op.ConcatOp;
import dev.fluxion.autodiff.op.EmbeddingOp;
import dev.fluxion.autodiff.op.GatherOp;
import dev.fluxion.autodiff.op.PadOp;
import dev.fluxion.autodiff.op.PermuteOp;
import dev.fluxion.autodiff.op.ReshapeOp;
import dev.fluxion.autodiff.op.Shapes;
import dev.fluxion.autodiff.op.SliceOp;
import dev.fluxion.autodiff.op.StackOp;
import java.util.Arrays;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** The same elements in another shape, parts of them, and tensors put together. */
public sealed interface Shaping extends Recorder permits Tensor {
  /** Another shape; an extent of -1 follows from the others. Without extents, a scalar. */
  default Tensor reshape(int... extents) {
    return apply(new ReshapeOp(IntLists.immutable.with(extents)));
  }

  /** Another order of the axes. */
  default Tensor permute(int... order) {
    return apply(new PermuteOp(IntLists.immutable.with(order)));
  }

  /** A part along an axis; negative indices count from the end. */
  default Tensor slice(int axis, int start, int stop) {
    return slice(axis, start, stop, 1);
  }

  /** Every step-th element of a part along an axis. */
  default Tensor slice(int axis, int start, int stop, int step) {
    return apply(new SliceOp(axis, start, stop, step));
  }

  /** A margin of zeros before and behind, along an axis. */
  default Tensor pad(int axis, int before, int behind) {
    return apply(new PadOp(axis, before, behind, 0));
  }

  /** This and other tensors, one behind the other along an axis. */
  default Tensor concat(int axis, Tensor... others) {
    return apply(new ConcatOp(axis), others);
  }

  /** This and other tensors of the same shape along a new axis. */
  default Tensor stack(int axis, Tensor... others) {
    return apply(new StackOp(axis), others);
  }

  /** Picks elements along an axis by a tensor of indices. */
  default Tensor gather(int axis, Tensor index) {
    return apply(new GatherOp(axis), index);
  }

  /** Picks rows of this table by a tensor of indices. */
  default Tensor embedding(Tensor index) {
    return apply(new EmbeddingOp(), index);
  }

  /** The last two axes exchanged. */
  default Tensor transpose() {
    int rank = shape().rank();
    if (rank < 2) {
      throw new IllegalArgumentException("transpose: takes at least two axes; got " + this);
    }
    int[] order = new int[rank];
    for (int axis = 0; axis < rank - 2; axis++) {
      order[axis] = axis;
    }
    order[rank - 2] = rank - 1;
    order[rank - 1] = rank - 2;
    return permute(order);
  }

  /** All axes from one on made into one. */
  default Tensor flatten(int firstAxis) {
    int[] extents = Arrays.copyOf(Shapes.extents(shape()), firstAxis + 1);
    extents[firstAxis] = shape().size() / Shapes.before(shape(), firstAxis);
    return reshape(extents);
  }

  /** A new axis of extent 1 at a place. */
  default Tensor unsqueeze(int axis) {
    int[] extents = new int[shape().rank() + 1];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = i == axis ? 1 : shape().extent(i < axis ? i : i - 1);
    }
    return reshape(extents);
  }
}
