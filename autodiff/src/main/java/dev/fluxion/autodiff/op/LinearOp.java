package dev.fluxion.autodiff.op;

/**
 * An op that is linear in its inputs.
 *
 * <p>Formula: {@code y = A·x}, so {@code ẏ = A·ẋ} and {@code dẋ ← dẋ + Aᵀ·dẏ}: the definition
 * serves tangents as it serves values. Inputs in which an op is not linear, such as indices, have
 * no tangent.
 */
public interface LinearOp extends Op {
  /** Whether the op is linear in an input. */
  default boolean isLinearIn(int input) {
    return true;
  }

  @Override
  default void defineTangent(DualFrame frame) {
    boolean[] moving = new boolean[frame.inputs()];
    for (int i = 0; i < moving.length; i++) {
      moving[i] = isLinearIn(i);
    }
    define(frame.defining(moving, frame.outTangent()));
  }

  @Override
  default void defineBackwardTangent(DualFrame frame) {
    defineBackward(frame.transposed());
  }
}
