package dev.fluxion.autodiff.kernel;

/**
 * Product of a sparse and a dense matrix, plain and transposed.
 *
 * <p>Formula: {@code C ← A·B} or {@code C ← Aᵀ·B}, or these added to {@code C}. A is in compressed
 * sparse rows: row i has the entries {@code p} from {@code rowStart[i]} to {@code rowStart[i + 1] -
 * 1}, with value {@code values[p]} in column {@code columnIndex[p]}. Every element of C starts at
 * +0 or its old value and takes {@code fma(b, value, c)} in order of p; so entries of one place may
 * repeat. The indices are checked before anything is written.
 *
 * <p>Agreement: exact; it is {@link Axpy} entry by entry. {@code c} must not overlap the others.
 *
 * <p>Source: W. Tinney, J. Walker, Direct Solutions of Sparse Network Equations by Optimally
 * Ordered Triangular Factorization, 1967 (the format).
 */
public final class SparseDense {
  private SparseDense() {}

  /** {@code C ← (add ? C : 0) + A·B}; A is m × k sparse, B is k × n, C is m × n. */
  public static void multiply(
      int m,
      int n,
      int k,
      int[] rowStart,
      int[] columnIndex,
      float[] values,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean add) {
    Check.range("b", b.length, bOffset, Check.size(k, n));
    begin(Check.size(m, n), m, k, rowStart, columnIndex, values, c, cOffset, add);
    for (int i = 0; i < m; i++) {
      for (int p = rowStart[i]; p < rowStart[i + 1]; p++) {
        Axpy.axpy(n, values[p], b, bOffset + columnIndex[p] * n, c, cOffset + i * n);
      }
    }
  }

  /** {@code C ← (add ? C : 0) + Aᵀ·B}; A is m × k sparse, B is m × n, C is k × n. */
  public static void multiplyTransposed(
      int m,
      int n,
      int k,
      int[] rowStart,
      int[] columnIndex,
      float[] values,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean add) {
    Check.range("b", b.length, bOffset, Check.size(m, n));
    begin(Check.size(k, n), m, k, rowStart, columnIndex, values, c, cOffset, add);
    for (int i = 0; i < m; i++) {
      for (int p = rowStart[i]; p < rowStart[i + 1]; p++) {
        Axpy.axpy(n, values[p], b, bOffset + i * n, c, cOffset + columnIndex[p] * n);
      }
    }
  }

  /** Checks A and C, and clears C unless it is added to. */
  private static void begin(
      int size,
      int m,
      int k,
      int[] rowStart,
      int[] columnIndex,
      float[] values,
      float[] c,
      int cOffset,
      boolean add) {
    Check.range("c", c.length, cOffset, size);
    Check.range("rowStart", rowStart.length, 0, Math.addExact(Check.size(m, 1), 1));
    int entries = rowStart[m];
    Check.indices("rowStart", rowStart, 0, m, Math.addExact(Math.max(0, entries), 1));
    for (int i = 0; i < m; i++) {
      if (rowStart[i] > rowStart[i + 1]) {
        throw new IllegalArgumentException(
            "rowStart falls from " + rowStart[i] + " to " + rowStart[i + 1] + " in row " + i);
      }
    }
    Check.range("values", values.length, 0, entries);
    Check.indices("columnIndex", columnIndex, 0, entries, k);
    if (!add) {
      Fill.fill(size, 0f, c, cOffset);
    }
  }
}
