package dev.fluxion.autodiff.kernel;

/**
 * The largest element of every row of a matrix.
 *
 * <p>Formula: {@code yᵢ ← maxⱼ xᵢⱼ}, by {@link Max}: NaN if there is one in the row, −∞ without
 * columns.
 *
 * <p>Agreement: exact, all forms give the same bits. {@code y} must not overlap {@code x}.
 *
 * <p>Source: IEEE 754-2019, operation maximum.
 */
public final class RowMax {
  private RowMax() {}

  /** {@code yᵢ ← maxⱼ xᵢⱼ}. */
  public static void rowMax(int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, Check.size(rows, columns));
    Check.range("y", y.length, yOffset, rows);
    for (int i = 0; i < rows; i++) {
      y[yOffset + i] = Max.max(columns, x, xOffset + i * columns);
    }
  }
}
