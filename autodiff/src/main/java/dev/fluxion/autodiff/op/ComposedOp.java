package dev.fluxion.autodiff.op;

/**
 * An op that can be written with simpler ones. Its own definition and engine are shorter ways to
 * the same result; forward mode goes the long way, so that nobody has to derive second derivatives
 * of, say, attention.
 *
 * <p>Formula: {@code f = fₙ∘…∘f₁}; dual numbers go through the parts one by one.
 */
public interface ComposedOp extends Op {
  /** Writes the op with simpler ones; the last of them gives the output. */
  void compose(Composition parts);

  @Override
  default void defineTangent(DualFrame frame) {
    double[] tangent = frame.parts(this).move(frame);
    System.arraycopy(tangent, 0, frame.outTangent(), 0, tangent.length);
  }

  @Override
  default void defineBackwardTangent(DualFrame frame) {
    frame.parts(this).move(frame);
    frame.parts(this).turnBack(frame);
  }
}
