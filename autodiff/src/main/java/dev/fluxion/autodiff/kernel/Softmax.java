package dev.fluxion.autodiff.kernel;

/**
 * Softmax of every row of a matrix.
 *
 * <p>Formula: {@code yᵢⱼ = exp(xᵢⱼ - mᵢ) / Σₖ exp(xᵢₖ - mᵢ)} with {@code mᵢ = maxₖ xᵢₖ}. The
 * difference is rounded, {@link Exp} taken, its sum formed in double ({@link Sum}), and the row
 * multiplied by the rounded reciprocal. The rounding of the difference is magnified by its size:
 * the error is below {@code (4 + |xᵢⱼ - mᵢ|) ulp}. A row with NaN or ∞, or with −∞ only, becomes
 * NaN.
 *
 * <p>Agreement: exact, all forms give the same bits. {@code y} may be {@code x}, else they must not
 * overlap.
 *
 * <p>Source: P. Blanchard, D. Higham, N. Higham, Accurately computing the log-sum-exp and softmax
 * functions, IMA Journal of Numerical Analysis, 2021.
 */
public final class Softmax {
  private Softmax() {}

  /** Rows are taken together up to so many elements, which stay in the first cache. */
  private static final int BLOCK = 2048;

  /** {@code yᵢ ← softmax(xᵢ)} for every row i. */
  public static void softmax(
      int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
    int size = Check.size(rows, columns);
    Check.range("x", x.length, xOffset, size);
    Check.range("y", y.length, yOffset, size);
    int step = rowsTogether(columns);
    for (int i = 0; i < rows; i += step) {
      int at = i * columns;
      int together = Math.min(step, rows - i);
      exponentials(together, columns, x, xOffset + at, y, yOffset + at);
      normalize(together, columns, y, yOffset + at);
    }
  }

  static int rowsTogether(int columns) {
    return Math.max(1, BLOCK / Math.max(1, columns));
  }

  /** {@code yᵢⱼ ← exp(xᵢⱼ - maxₖ xᵢₖ)}; eˣ of many short rows at once is faster. */
  static void exponentials(int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
    for (int i = 0; i < rows; i++) {
      int at = i * columns;
      float max = Max.max(columns, x, xOffset + at);
      AddScalar.addScalar(columns, -max, x, xOffset + at, y, yOffset + at);
    }
    Exp.exp(rows * columns, y, yOffset, y, yOffset);
  }

  private static void normalize(int rows, int columns, float[] y, int yOffset) {
    for (int i = 0; i < rows; i++) {
      int at = yOffset + i * columns;
      Scale.scale(columns, (float) (1 / Sum.sum(columns, y, at)), y, at);
    }
  }
}
