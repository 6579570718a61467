package dev.fluxion.autodiff.kernel;

/**
 * Logarithm of the sum of exponentials of every row of a matrix.
 *
 * <p>Formula: {@code yᵢ = mᵢ + log Σⱼ exp(xᵢⱼ - mᵢ)} with {@code mᵢ = maxⱼ xᵢⱼ}; the sum of {@link
 * Exp} is formed and the formula finished in double, then rounded once: the error is below half an
 * ulp and {@code 2⁻²² (1 + maxⱼ|xᵢⱼ - mᵢ|)}. Where {@code mᵢ} is ±∞ or NaN, {@code yᵢ} is {@code
 * mᵢ}; so a row without columns gives −∞.
 *
 * <p>Agreement: exact, all forms give the same bits. The arrays must not overlap.
 *
 * <p>Source: P. Blanchard, D. Higham, N. Higham, Accurately computing the log-sum-exp and softmax
 * functions, IMA Journal of Numerical Analysis, 2021.
 */
public final class LogSumExp {
  private LogSumExp() {}

  /** {@code yᵢ ← log Σⱼ exp(xᵢⱼ)}; the scratch holds {@code columns} elements. */
  public static void logSumExp(
      int rows,
      int columns,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] scratch,
      int scratchOffset) {
    Check.range("x", x.length, xOffset, Check.size(rows, columns));
    Check.range("y", y.length, yOffset, rows);
    Check.range("scratch", scratch.length, scratchOffset, columns);
    for (int i = 0; i < rows; i++) {
      int at = xOffset + i * columns;
      float max = Max.max(columns, x, at);
      y[yOffset + i] = max;
      if (Math.abs(max) <= Float.MAX_VALUE) {
        AddScalar.addScalar(columns, -max, x, at, scratch, scratchOffset);
        Exp.exp(columns, scratch, scratchOffset, scratch, scratchOffset);
        double sum = Sum.sum(columns, scratch, scratchOffset);
        y[yOffset + i] = (float) (max + StrictMath.log(sum));
      }
    }
  }
}
