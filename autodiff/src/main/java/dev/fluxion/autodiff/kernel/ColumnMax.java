package dev.fluxion.autodiff.kernel;

/**
 * The largest element of every column of a matrix.
 *
 * <p>Formula: {@code yⱼ ← maxᵢ xᵢⱼ}, by {@link Maximum} row by row: NaN if there is one in the
 * column, −∞ without rows.
 *
 * <p>Agreement: exact, all forms give the same bits. {@code y} must not overlap {@code x}.
 *
 * <p>Source: IEEE 754-2019, operation maximum.
 */
public final class ColumnMax {
  private ColumnMax() {}

  /** {@code yⱼ ← maxᵢ xᵢⱼ}. */
  public static void columnMax(
      int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, Check.size(rows, columns));
    Check.range("y", y.length, yOffset, columns);
    Fill.fill(columns, Float.NEGATIVE_INFINITY, y, yOffset);
    for (int i = 0; i < rows; i++) {
      Maximum.maximum(columns, y, yOffset, x, xOffset + i * columns, y, yOffset);
    }
  }
}
