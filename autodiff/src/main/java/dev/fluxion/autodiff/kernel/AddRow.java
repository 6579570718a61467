package dev.fluxion.autodiff.kernel;

/**
 * Adds one row to every row of a matrix, or subtracts it.
 *
 * <p>Formula: {@code yᵢⱼ ← xᵢⱼ + rowⱼ}; {@code yᵢⱼ ← xᵢⱼ - rowⱼ}, for all rows i and columns j.
 *
 * <p>Agreement: exact; it works row by row with {@link Add} and {@link Subtract}. {@code y} may be
 * {@code x}, else the arrays must not overlap.
 *
 * <p>Source: C. Harris et al., Array programming with NumPy, 2020 (broadcasting).
 */
public final class AddRow {
  private AddRow() {}

  /** {@code yᵢⱼ ← xᵢⱼ + rowⱼ}. */
  public static void addRow(
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
      Add.add(columns, x, xOffset + at, row, rowOffset, y, yOffset + at);
    }
  }

  /** {@code yᵢⱼ ← xᵢⱼ - rowⱼ}. */
  public static void subtractRow(
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
      Subtract.subtract(columns, x, xOffset + at, row, rowOffset, y, yOffset + at);
    }
  }
}
