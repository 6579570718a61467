package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;

/**
 * An op of one tensor whose elements are copies of its input's, or constants.
 *
 * <p>Formula: {@code yᵢ = x[s(i)]}; {@code dx[s(i)] ← dx[s(i)] + dyᵢ}. The definition takes s as a
 * table; the engine moves runs of elements.
 */
interface RearrangeOp extends Op {
  /** Definition: s(i) for every element of the output; -1 for a constant. */
  int[] sources(Shape x, Shape y);

  /** The constant. */
  default double constant() {
    return 0;
  }

  @Override
  default void define(DoubleFrame frame) {
    int[] sources = sources(frame.shape(0), frame.outShape());
    for (int i = 0; i < sources.length; i++) {
      frame.out()[i] = sources[i] < 0 ? constant() : frame.in(0)[sources[i]];
    }
  }

  @Override
  default void defineBackward(DoubleFrame frame) {
    int[] sources = sources(frame.shape(0), frame.outShape());
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] >= 0) {
        frame.inGradient(0)[sources[i]] += frame.outGradient()[i];
      }
    }
  }

  @Override
  default void defineTangent(DualFrame frame) {
    int[] sources = sources(frame.shape(0), frame.outShape());
    for (int i = 0; i < sources.length; i++) {
      frame.outTangent()[i] = sources[i] < 0 ? 0 : frame.inTangent(0)[sources[i]];
    }
  }

  @Override
  default void defineBackwardTangent(DualFrame frame) {
    defineBackward(frame.transposed());
  }
}
