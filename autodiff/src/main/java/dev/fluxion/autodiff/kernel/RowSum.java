package dev.fluxion.autodiff.kernel;

/**
 * Sums along the rows of a matrix.
 *
 * <p>Formula: {@code yᵢ ← Σⱼ xᵢⱼ} or {@code Σⱼ xᵢⱼ²}, or these added to {@code yᵢ}; each sum as in
 * {@link Sum} and {@link Norm}, in double, and rounded to float once. A mean is this times {@code
 * 1/columns} by {@link Scale}.
 *
 * <p>Agreement: exact, all forms give the same bits. {@code y} must not overlap {@code x}.
 *
 * <p>Source: N. Higham, The Accuracy of Floating Point Summation, 1993.
 */
public final class RowSum {
  private RowSum() {}

  /** {@code yᵢ ← (add ? yᵢ : 0) + Σⱼ xᵢⱼ}. */
  public static void rowSum(
      int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, boolean add) {
    Check.range("x", x.length, xOffset, Check.size(rows, columns));
    Check.range("y", y.length, yOffset, rows);
    for (int i = 0; i < rows; i++) {
      double old = add ? y[yOffset + i] : 0;
      y[yOffset + i] = (float) (old + Sum.sum(columns, x, xOffset + i * columns));
    }
  }

  /** {@code yᵢ ← (add ? yᵢ : 0) + Σⱼ xᵢⱼ²}. */
  public static void rowSumOfSquares(
      int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, boolean add) {
    Check.range("x", x.length, xOffset, Check.size(rows, columns));
    Check.range("y", y.length, yOffset, rows);
    for (int i = 0; i < rows; i++) {
      double old = add ? y[yOffset + i] : 0;
      y[yOffset + i] = (float) (old + Norm.sumOfSquares(columns, x, xOffset + i * columns));
    }
  }
}
