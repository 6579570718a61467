package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.ArrayList;
import java.util.List;

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

  /** The parts for inputs as they are in a frame, with the tangents of all parts computed. */
  private Composition moved(DualFrame frame) {
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < frame.inputs(); i++) {
      shapes.add(frame.shape(i));
    }
    Composition parts = new Composition(shapes);
    compose(parts);
    parts.move(frame);
    return parts;
  }

  @Override
  default void defineTangent(DualFrame frame) {
    double[] tangent = moved(frame).outTangent();
    System.arraycopy(tangent, 0, frame.outTangent(), 0, tangent.length);
  }

  @Override
  default void defineBackwardTangent(DualFrame frame) {
    moved(frame).turnBack(frame);
  }
}
