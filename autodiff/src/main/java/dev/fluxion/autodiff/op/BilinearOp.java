package dev.fluxion.autodiff.op;

/**
 * An op of two inputs that is linear in each.
 *
 * <p>Formula: {@code z = B(x, y)}, so {@code ż = B(ẋ, y) + B(x, ẏ)}; the gradients are bilinear
 * too, {@code dx = C(y, dz)}, so {@code dẋ ← dẋ + C(y, dż) + C(ẏ, dz)}, and so for y.
 */
public interface BilinearOp extends Op {
  @Override
  default void defineTangent(DualFrame frame) {
    double[] other = new double[frame.outTangent().length];
    define(frame.defining(new boolean[] {true, false}, frame.outTangent()));
    define(frame.defining(new boolean[] {false, true}, other));
    for (int i = 0; i < other.length; i++) {
      frame.outTangent()[i] += other[i];
    }
  }

  @Override
  default void defineBackwardTangent(DualFrame frame) {
    defineBackward(frame.transposed());
    defineBackward(frame.crossed());
  }
}
