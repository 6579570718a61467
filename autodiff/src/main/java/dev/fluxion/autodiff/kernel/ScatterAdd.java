package dev.fluxion.autodiff.kernel;

/**
 * Adds rows onto the rows of a table that their indices name: the adjoint of {@link Gather}.
 *
 * <p>Formula: {@code table[indexᵢ, j] ← table[indexᵢ, j] + xᵢⱼ} for i in order, so rows with the
 * same index are added in their order. All indices are checked before anything is written.
 *
 * <p>Agreement: exact; it is {@link Add} row by row. {@code x} must not overlap the table.
 *
 * <p>Source: D. Dodson, R. Grimes, J. Lewis, Sparse Extensions to the Fortran Basic Linear Algebra
 * Subprograms, 1991; we deviate by adding.
 */
public final class ScatterAdd {
  private ScatterAdd() {}

  /** {@code rows} rows of {@code columns} elements onto a table of {@code tableRows} such rows. */
  public static void scatterAdd(
      int rows,
      int columns,
      int tableRows,
      float[] x,
      int xOffset,
      int[] index,
      int indexOffset,
      float[] table,
      int tableOffset) {
    Check.range("x", x.length, xOffset, Check.size(rows, columns));
    Check.range("table", table.length, tableOffset, Check.size(tableRows, columns));
    Check.indices("index", index, indexOffset, rows, tableRows);
    for (int i = 0; i < rows; i++) {
      int onto = tableOffset + index[indexOffset + i] * columns;
      Add.add(columns, table, onto, x, xOffset + i * columns, table, onto);
    }
  }
}
