package dev.fluxion.autodiff.kernel;

/**
 * Transposes a row-major matrix.
 *
 * <p>Formula: {@code b[j, i] ← a[i, j]}. Copies bits, so there is nothing to agree on. Blocks of 16
 * × 16 keep both sides within the cache. The arrays must not overlap.
 */
public final class Transpose {
  private static final int BLOCK = 16;

  private Transpose() {}

  /** {@code b} (columns × rows) becomes the transpose of {@code a} (rows × columns). */
  public static void transpose(
      int rows, int columns, float[] a, int aOffset, float[] b, int bOffset) {
    if ((rows | columns) < 0) {
      throw new IllegalArgumentException("matrix sizes rows=" + rows + " columns=" + columns);
    }
    int size = Math.multiplyExact(rows, columns);
    Check.range("a", a.length, aOffset, size);
    Check.range("b", b.length, bOffset, size);
    for (int i = 0; i < rows; i += BLOCK) {
      for (int j = 0; j < columns; j += BLOCK) {
        block(
            i,
            Math.min(rows, i + BLOCK),
            j,
            Math.min(columns, j + BLOCK),
            rows,
            columns,
            a,
            aOffset,
            b,
            bOffset);
      }
    }
  }

  private static void block(
      int i0,
      int i1,
      int j0,
      int j1,
      int rows,
      int columns,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset) {
    for (int i = i0; i < i1; i++) {
      for (int j = j0; j < j1; j++) {
        b[bOffset + j * rows + i] = a[aOffset + i * columns + j];
      }
    }
  }
}
