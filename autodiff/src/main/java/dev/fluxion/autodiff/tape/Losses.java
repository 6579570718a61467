package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.op.BinaryCrossEntropyOp;
import dev.fluxion.autodiff.op.CrossEntropyOp;
import dev.fluxion.autodiff.op.HingeLossOp;
import dev.fluxion.autodiff.op.L1LossOp;
import dev.fluxion.autodiff.op.MeanSquaredErrorOp;
import dev.fluxion.autodiff.op.SmoothL1LossOp;
import dev.fluxion.autodiff.op.SoftCrossEntropyOp;

/** Mean losses, scalars held in double. */
public sealed interface Losses extends Recorder permits Tensor {
  /** Mean squared difference from a target of the same shape. */
  default Tensor meanSquaredError(Tensor target) {
    return apply(new MeanSquaredErrorOp(), target);
  }

  /** Mean absolute difference from a target of the same shape. */
  default Tensor l1Loss(Tensor target) {
    return apply(new L1LossOp(), target);
  }

  /** Mean absolute difference, quadratic below beta. */
  default Tensor smoothL1Loss(Tensor target, double beta) {
    return apply(new SmoothL1LossOp(beta), target);
  }

  /** Mean hinge loss of scores for labels of -1 or 1. */
  default Tensor hingeLoss(Tensor labels) {
    return apply(new HingeLossOp(), labels);
  }

  /** Mean cross entropy of rows of logits for class indices, one for each row. */
  default Tensor crossEntropy(Tensor classes) {
    return apply(new CrossEntropyOp(), classes);
  }

  /** Mean cross entropy of rows of logits for rows of probabilities. */
  default Tensor softCrossEntropy(Tensor probabilities) {
    return apply(new SoftCrossEntropyOp(), probabilities);
  }

  /** Mean binary cross entropy of logits for probabilities. */
  default Tensor binaryCrossEntropy(Tensor probabilities) {
    return apply(new BinaryCrossEntropyOp(), probabilities);
  }
}
