package dev.fluxion.autodiff.op;

/**
 * Reads indices out of a tensor of floats.
 *
 * <p>Formula: {@code i = x}, for an integer x from 0 to bound - 1; floats hold integers exactly up
 * to 2²⁴.
 */
final class Index {
  private Index() {}

  /**
   * One index.
   *
   * @throws IllegalArgumentException if it is not an integer or out of bounds
   */
  static int of(double value, int bound) {
    int index = (int) value;
    if (index != value || index < 0 || index >= bound) {
      throw new IllegalArgumentException(
          "index " + value + " is not an integer from 0 to " + (bound - 1));
    }
    return index;
  }

  /**
   * The number of a step, of either sign.
   *
   * @throws IllegalArgumentException if it is not an integer
   */
  static int step(double value) {
    if ((int) value != value) {
      throw new IllegalArgumentException("step " + value + " is not an integer");
    }
    return (int) value;
  }
}
