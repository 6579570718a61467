package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.op.LogSoftmaxOp;
import dev.fluxion.autodiff.op.LogSumExpOp;
import dev.fluxion.autodiff.op.MaxOp;
import dev.fluxion.autodiff.op.MeanOp;
import dev.fluxion.autodiff.op.SoftmaxOp;
import dev.fluxion.autodiff.op.SumOp;
import dev.fluxion.autodiff.op.VarianceOp;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Reductions over axes, where axis -1 is the last one. Without arguments they are over all axes and
 * give a scalar, held in double; reduced axes vanish, and {@link Shaping#unsqueeze} puts one back.
 */
public sealed interface Reductions extends Recorder permits Tensor {
  /** Sum. */
  default Tensor sum(int... axes) {
    return apply(new SumOp(IntLists.immutable.with(axes), false));
  }

  /** Mean. */
  default Tensor mean(int... axes) {
    return apply(new MeanOp(IntLists.immutable.with(axes), false));
  }

  /** Largest element. */
  default Tensor max(int... axes) {
    return apply(new MaxOp(IntLists.immutable.with(axes), false));
  }

  /** Variance, the mean squared distance from the mean. */
  default Tensor variance(int... axes) {
    return apply(new VarianceOp(IntLists.immutable.with(axes), false, 0));
  }

  /** Logarithm of the sum of exponentials. */
  default Tensor logSumExp(int... axes) {
    return apply(new LogSumExpOp(IntLists.immutable.with(axes), false));
  }

  /** Softmax along the last axis. */
  default Tensor softmax() {
    return apply(new SoftmaxOp());
  }

  /** Logarithm of the softmax along the last axis. */
  default Tensor logSoftmax() {
    return apply(new LogSoftmaxOp());
  }
}
