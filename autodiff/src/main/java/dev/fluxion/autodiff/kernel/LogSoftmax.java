package dev.fluxion.autodiff.kernel;

/**
 * Logarithm of the softmax of every row of a matrix.
 *
 * <p>Formula: {@code yᵢⱼ = (xᵢⱼ - mᵢ) - log Σₖ exp(xᵢₖ - mᵢ)} with {@code mᵢ = maxₖ xᵢₖ}. The sum
 * of {@link Exp} is formed in double ({@link Sum}); its logarithm and both differences are rounded
 * to float, which gives an error below {@code 2⁻²³ (|xᵢⱼ - mᵢ| + 2 log columns + 2)}. A row with
 * NaN or ∞, or with −∞ only, becomes NaN.
 *
 * <p>Agreement: exact, all forms give the same bits. {@code y} must not overlap {@code x}, which is
 * read again after {@code y} was written.
 *
 * <p>Source: P. Blanchard, D. Higham, N. Higham, Accurately computing the log-sum-exp and softmax
 * functions, IMA Journal of Numerical Analysis, 2021.
 */
public final class LogSoftmax {
  private LogSoftmax() {}

  /** {@code yᵢ ← log softmax(xᵢ)} for every row i. */
  public static void logSoftmax(
      int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
    int size = Check.size(rows, columns);
    Check.range("x", x.length, xOffset, size);
    Check.range("y", y.length, yOffset, size);
    int step = Softmax.rowsTogether(columns);
    for (int i = 0; i < rows; i += step) {
      int at = i * columns;
      int together = Math.min(step, rows - i);
      Softmax.exponentials(together, columns, x, xOffset + at, y, yOffset + at);
      finish(together, columns, x, xOffset + at, y, yOffset + at);
    }
  }

  private static void finish(
      int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
    for (int i = 0; i < rows; i++) {
      int at = i * columns;
      float max = Max.max(columns, x, xOffset + at);
      float log = (float) StrictMath.log(Sum.sum(columns, y, yOffset + at));
      AddScalar.addScalar(columns, -max, x, xOffset + at, y, yOffset + at);
      AddScalar.addScalar(columns, -log, y, yOffset + at);
    }
  }
}
