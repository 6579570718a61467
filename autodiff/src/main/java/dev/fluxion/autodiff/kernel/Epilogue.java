package dev.fluxion.autodiff.kernel;

/**
 * What is done to the elements of a matrix product while they are still in the cache.
 *
 * <p>Formula: {@code cᵢⱼ ← φ(cᵢⱼ + biasⱼ)}. The same bits as the product, {@link Add} row by row,
 * and the kernel of φ, one after the other.
 */
public enum Epilogue {
  /** {@code φ(x) = x}. */
  IDENTITY,
  /** {@code φ(x) = max(x, 0)}. */
  RELU,
  /** {@code φ(x) = x²}. */
  SQUARE,
  /** {@code φ(x) = tanh x}. */
  TANH,
  /** {@code φ(x) = 1/(1 + e⁻ˣ)}. */
  SIGMOID;

  /** Part of a matrix whose rows are {@code stride} apart; {@code bias} may be null. */
  void apply(
      int rows, int columns, float[] c, int cOffset, int stride, float[] bias, int biasOffset) {
    if (bias != null) {
      for (int i = 0; i < rows; i++) {
        int at = cOffset + i * stride;
        Add.add(columns, c, at, bias, biasOffset, c, at);
      }
    }
    if (columns == stride) {
      activate(rows * columns, c, cOffset);
    } else {
      for (int i = 0; i < rows; i++) {
        activate(columns, c, cOffset + i * stride);
      }
    }
  }

  private void activate(int n, float[] c, int offset) {
    switch (this) {
      case IDENTITY -> {}
      case RELU -> Relu.relu(n, c, offset, c, offset);
      case SQUARE -> Square.square(n, c, offset, c, offset);
      case TANH -> Tanh.tanh(n, c, offset, c, offset);
      case SIGMOID -> Sigmoid.sigmoid(n, c, offset, c, offset);
    }
  }
}
