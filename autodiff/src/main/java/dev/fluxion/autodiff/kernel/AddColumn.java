package dev.fluxion.autodiff.kernel;

/**
 * Adds one column to every column of a matrix, or subtracts it.
 *
 * <p>Formula: {@code yᵢⱼ ← xᵢⱼ + columnᵢ}; {@code yᵢⱼ ← xᵢⱼ - columnᵢ}, for all rows i and columns
 * j.
 *
 * <p>Agreement: exact; it works row by row with {@link AddScalar}. {@code y} may be {@code x}, else
 * the arrays must not overlap.
 *
 * <p>Source: C. Harris et al., Array programming with NumPy, 2020 (broadcasting).
 */
public final class AddColumn {
  private AddColumn() {}

  /** {@code yᵢⱼ ← xᵢⱼ + columnᵢ}. */
  public static void addColumn(
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
      AddScalar.addScalar(columns, column[columnOffset + i], x, xOffset + at, y, yOffset + at);
    }
  }

  /** {@code yᵢⱼ ← xᵢⱼ - columnᵢ}. */
  public static void subtractColumn(
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
      AddScalar.addScalar(columns, -column[columnOffset + i], x, xOffset + at, y, yOffset + at);
    }
  }
}
