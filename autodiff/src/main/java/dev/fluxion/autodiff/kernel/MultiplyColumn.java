package dev.fluxion.autodiff.kernel;

/**
 * Multiplies every column of a matrix by one column, or divides it.
 *
 * <p>Formula: {@code yᵢⱼ ← xᵢⱼ·columnᵢ}; {@code yᵢⱼ ← xᵢⱼ / columnᵢ}, for all rows i and columns j.
 *
 * <p>Agreement: exact; it works row by row with {@link Scale} and {@link Divide}. {@code y} may be
 * {@code x}, else the arrays must not overlap.
 *
 * <p>Source: C. Harris et al., Array programming with NumPy, 2020 (broadcasting).
 */
public final class MultiplyColumn {
  private MultiplyColumn() {}

  /** {@code yᵢⱼ ← xᵢⱼ·columnᵢ}. */
  public static void multiplyColumn(
      int rows,
      int columns,
      float[] x,
      int xOffset,
      float[] column,
      int columnOffset,
      float[] y,
      int yOffset) {
    int size = Check.size(rows, columns);
    Check.range("x", x.length, xOffset, size);
    Check.range("column", column.length, columnOffset, rows);
    Check.range("y", y.length, yOffset, size);
    for (int i = 0; i < rows; i++) {
      int at = i * columns;
      Scale.scale(columns, column[columnOffset + i], x, xOffset + at, y, yOffset + at);
    }
  }

  /** {@code yᵢⱼ ← xᵢⱼ / columnᵢ}. */
  public static void divideColumn(
      int rows,
      int columns,
      float[] x,
      int xOffset,
      float[] column,
      int columnOffset,
      float[] y,
      int yOffset) {
    int size = Check.size(rows, columns);
    Check.range("x", x.length, xOffset, size);
    Check.range("column", column.length, columnOffset, rows);
    Check.range("y", y.length, yOffset, size);
    for (int i = 0; i < rows; i++) {
      int at = i * columns;
      Divide.divideByScalar(columns, column[columnOffset + i], x, xOffset + at, y, yOffset + at);
    }
  }
}
