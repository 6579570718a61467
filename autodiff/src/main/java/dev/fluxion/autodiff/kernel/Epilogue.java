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

  /** {@code cᵢⱼ ← φ(cᵢⱼ + biasⱼ)} for a whole matrix. */
  void apply(int rows, int columns, float[] c, int cOffset, float[] bias, int biasOffset) {
    if (columns == 1) {
      AddScalar.addScalar(rows, bias[biasOffset], c, cOffset, c, cOffset);
    } else {
      AddRow.addRow(rows, columns, c, cOffset, bias, biasOffset, c, cOffset);
    }
    activate(rows * columns, c, cOffset);
  }

  /** {@code cᵢⱼ ← φ(cᵢⱼ)} for part of a matrix whose rows are {@code stride} apart. */
  void activate(int rows, int columns, float[] c, int cOffset, int stride) {
    if (columns == stride) {
      activate(rows * columns, c, cOffset);
    } else {
      for (int i = 0; i < rows; i++) {
        activate(columns, c, cOffset + i * stride);
      }
    }
  }

  /**
   * {@code dy ← φ'·dy}, with the slope that follows from {@code y = φ(x)}; that of {@link #SQUARE}
   * does not.
   */
  public void slope(int n, float[] y, int yOffset, float[] dy, int dyOffset) {
    switch (this) {
      case IDENTITY -> {}
      case RELU -> Relu.reluSlope(n, y, yOffset, dy, dyOffset);
      case TANH -> Tanh.tanhSlope(n, y, yOffset, dy, dyOffset);
      case SIGMOID -> Sigmoid.sigmoidSlope(n, y, yOffset, dy, dyOffset);
      case SQUARE -> throw new IllegalStateException("the sign of x does not follow from x²");
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
