package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.op.Op;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;

/**
 * One entry of a tape.
 *
 * @param kind input, parameter or the result of an op
 * @param tensor its value
 * @param op the op; null for inputs and parameters
 * @param inputs the ids of its inputs
 */
record Node(Kind kind, Tensor tensor, Op op, ImmutableIntList inputs) {
  /** Where a value comes from. */
  enum Kind {
    INPUT,
    PARAMETER,
    RESULT
  }
}
