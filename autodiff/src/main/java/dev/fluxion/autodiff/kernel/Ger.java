package dev.fluxion.autodiff.kernel;

/**
 * Rank-1 update of a matrix (BLAS-2 ger).
 *
 * <p>Formula: {@code A ← alpha·x·yᵀ + A}: {@code aᵢⱼ ← fma(alpha·xᵢ, yⱼ, aᵢⱼ)}, where {@code
 * alpha·xᵢ} is rounded first.
 *
 * <p>Agreement: exact; it is {@link Axpy} row by row. {@code A} must not overlap the vectors.
 *
 * <p>Source: J. Dongarra et al., An Extended Set of Fortran Basic Linear Algebra Subprograms, 1988.
 */
public final class Ger {
  private Ger() {}

  /** {@code A ← alpha·x·yᵀ + A}; x has {@code rows} elements, y has {@code columns}. */
  public static void ger(
      int rows,
      int columns,
      float alpha,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] a,
      int aOffset) {
    Check.range("x", x.length, xOffset, rows);
    Check.range("y", y.length, yOffset, columns);
    Check.range("a", a.length, aOffset, Check.size(rows, columns));
    for (int i = 0; i < rows; i++) {
      Axpy.axpy(columns, alpha * x[xOffset + i], y, yOffset, a, aOffset + i * columns);
    }
  }
}
