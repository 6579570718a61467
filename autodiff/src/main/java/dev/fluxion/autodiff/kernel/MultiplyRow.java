package dev.fluxion.autodiff.kernel;

/**
 * Multiplies every row of a matrix by one row, or divides it.
 *
 * <p>Formula: {@code yᵢⱼ ← xᵢⱼ·rowⱼ}; {@code yᵢⱼ ← xᵢⱼ / rowⱼ}, for all rows i and columns j.
 *
 * <p>Agreement: exact; it works row by row with {@link Multiply} and {@link Divide}. {@code y} may
 * be {@code x}, else the arrays must not overlap.
 *
 * <p>Source: C. Harris et al., Array programming with NumPy, 2020 (broadcasting).
 */
public final class MultiplyRow {
  private MultiplyRow() {}

  /** {@code yᵢⱼ ← xᵢⱼ·rowⱼ}. */
  public static void multiplyRow(
      int rows,
      int columns,
      float[] x,
      int xOffset,
      float[] row,
      int rowOffset,
      float[] y,
      int yOffset) {
    int size = Check.size(rows, columns);
    Check.range("x", x.length, xOffset, size);
    Check.range("row", row.length, rowOffset, columns);
    Check.range("y", y.length, yOffset, size);
    for (int i = 0; i < rows; i++) {
      int at = i * columns;
      Multiply.multiply(columns, x, xOffset + at, row, rowOffset, y, yOffset + at);
    }
  }

  /** {@code yᵢⱼ ← xᵢⱼ / rowⱼ}. */
  public static void divideRow(
      int rows,
      int columns,
      float[] x,
      int xOffset,
      float[] row,
      int rowOffset,
      float[] y,
      int yOffset) {
    int size = Check.size(rows, columns);
    Check.range("x", x.length, xOffset, size);
    Check.range("row", row.length, rowOffset, columns);
    Check.range("y", y.length, yOffset, size);
    for (int i = 0; i < rows; i++) {
      int at = i * columns;
      Divide.divide(columns, x, xOffset + at, row, rowOffset, y, yOffset + at);
    }
  }
}
