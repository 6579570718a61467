package dev.fluxion.autodiff.kernel;

/**
 * Picks rows of a table by their indices, such as the rows of an embedding; {@link ScatterAdd} is
 * its adjoint.
 *
 * <p>Formula: {@code yᵢⱼ ← table[indexᵢ, j]}. Copies bits. All indices are checked before anything
 * is written. {@code y} must not overlap the table.
 *
 * <p>Source: R. Schreiber's gather and scatter, as in the BLAS of D. Dodson, R. Grimes, J. Lewis,
 * Sparse Extensions to the Fortran Basic Linear Algebra Subprograms, 1991.
 */
public final class Gather {
  private Gather() {}

  /** {@code rows} rows of {@code columns} elements from a table of {@code tableRows} such rows. */
  public static void gather(
      int rows,
      int columns,
      int tableRows,
      float[] table,
      int tableOffset,
      int[] index,
      int indexOffset,
      float[] y,
      int yOffset) {
    Check.range("table", table.length, tableOffset, Check.size(tableRows, columns));
    Check.range("y", y.length, yOffset, Check.size(rows, columns));
    Check.indices("index", index, indexOffset, rows, tableRows);
    for (int i = 0; i < rows; i++) {
      int from = tableOffset + index[indexOffset + i] * columns;
      System.arraycopy(table, from, y, yOffset + i * columns, columns);
    }
  }
}
