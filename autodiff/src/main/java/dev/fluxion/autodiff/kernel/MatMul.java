package dev.fluxion.autodiff.kernel;

import dev.fluxion.autodiff.parallel.Workers;
import java.util.Arrays;

/**
 * Matrix product (BLAS-3 gemm) of row-major float matrices.
 *
 * <p>Formula: {@code C ← A·B} or {@code C ← C + A·B}, with A of m × k, B of k × n, C of m × n,
 * where A or B may be stored transposed. Every element of C is one chain of fused multiply-adds
 * over k in order, starting from 0 or from the old C; how the work is tiled and which thread does
 * it does not touch that chain, so all widths, tiles and numbers of threads give the same bits. C
 * must not overlap A or B.
 *
 * <p>The vector form holds a tile of C in registers while it runs along a panel of B; large
 * products are shared among {@link Workers}. It keeps its copies of B for the next call, one set
 * for each thread; a call allocates only where a product is larger than all before.
 */
public final class MatMul {
  /** Products with fewer multiplications run scalar. */
  private static final int SMALLEST = 64;

  /** Products with fewer multiplications run in one thread. */
  private static final long PARALLEL = 1L << 20;

  private MatMul() {}

  /** {@code C (+)= A·B}; A is m × k, B is k × n. */
  public static void nn(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean accumulate) {
    check(m, n, k, "a", a, aOffset, "b", b, bOffset, "c", c, cOffset);
    run(m, n, k, a, aOffset, k, 1, b, bOffset, n, 1, c, cOffset, accumulate);
  }

  /** {@code C (+)= Aᵀ·B}; A is stored as k × m, B is k × n. */
  public static void tn(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean accumulate) {
    check(m, n, k, "a", a, aOffset, "b", b, bOffset, "c", c, cOffset);
    run(m, n, k, a, aOffset, 1, m, b, bOffset, n, 1, c, cOffset, accumulate);
  }

  /** {@code C (+)= A·Bᵀ}; A is m × k, B is stored as n × k. */
  public static void nt(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean accumulate) {
    check(m, n, k, "a", a, aOffset, "b", b, bOffset, "c", c, cOffset);
    run(m, n, k, a, aOffset, k, 1, b, bOffset, 1, k, c, cOffset, accumulate);
  }

  static void check(
      int m,
      int n,
      int k,
      String aName,
      float[] a,
      int aOffset,
      String bName,
      float[] b,
      int bOffset,
      String cName,
      float[] c,
      int cOffset) {
    if ((m | n | k) < 0) {
      throw new IllegalArgumentException("matrix sizes m=" + m + " n=" + n + " k=" + k);
    }
    Check.range(aName, a.length, aOffset, Math.multiplyExact(m, k));
    Check.range(bName, b.length, bOffset, Math.multiplyExact(k, n));
    Check.range(cName, c.length, cOffset, Math.multiplyExact(m, n));
  }

  static boolean usesBlocks(int m, int n, int k) {
    return Simd.BITS != 0 && (long) m * n * k >= SMALLEST;
  }

  /** Whether the threads share a product of this size. */
  static boolean isParallel(int m, int n, int k) {
    return Workers.count() > 1 && (long) m * n * k >= PARALLEL;
  }

  private static void run(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aRow,
      int aColumn,
      float[] b,
      int bOffset,
      int bRow,
      int bColumn,
      float[] c,
      int cOffset,
      boolean accumulate) {
    if (usesBlocks(m, n, k)) {
      Vector.multiply(
          m, n, k, a, aOffset, aRow, aColumn, b, bOffset, bRow, bColumn, c, cOffset, accumulate);
    } else {
      Scalar.multiply(
          m, n, k, a, aOffset, aRow, aColumn, b, bOffset, bRow, bColumn, c, cOffset, accumulate);
    }
  }

  /**
   * Row by row: the inner loop runs along a row of B and of C.
   *
   * <p>In both forms element (i, l) of A is {@code a[aOffset + i·aRow + l·aColumn]}, where one of
   * the two strides is 1; element (l, j) of B is {@code b[bOffset + l·bRow + j·bColumn]}, likewise.
   */
  public static final class Scalar {
    private Scalar() {}

    /** {@code C (+)= A·B}. */
    public static void multiply(
        int m,
        int n,
        int k,
        float[] a,
        int aOffset,
        int aRow,
        int aColumn,
        float[] b,
        int bOffset,
        int bRow,
        int bColumn,
        float[] c,
        int cOffset,
        boolean accumulate) {
      if (!accumulate) {
        Arrays.fill(c, cOffset, cOffset + m * n, 0f);
      }
      for (int i = 0; i < m; i++) {
        for (int l = 0; l < k; l++) {
          float alpha = a[aOffset + i * aRow + l * aColumn];
          addRow(n, alpha, b, bOffset + l * bRow, bColumn, c, cOffset + i * n);
        }
      }
    }

    private static void addRow(
        int n, float alpha, float[] b, int bOffset, int bColumn, float[] c, int cOffset) {
      for (int j = 0; j < n; j++) {
        c[cOffset + j] = Fma.fma(alpha, b[bOffset + j * bColumn], c[cOffset + j]);
      }
    }
  }

  /** Blocks and register tiles; see {@link MatMulBlocks}. */
  public static final class Vector {
    private Vector() {}

    /** See {@link Scalar#multiply}. */
    public static void multiply(
        int m,
        int n,
        int k,
        float[] a,
        int aOffset,
        int aRow,
        int aColumn,
        float[] b,
        int bOffset,
        int bRow,
        int bColumn,
        float[] c,
        int cOffset,
        boolean accumulate) {
      if (m == 0 || n == 0 || k == 0) {
        Scalar.multiply(
            m, n, k, a, aOffset, aRow, aColumn, b, bOffset, bRow, bColumn, c, cOffset, accumulate);
        return;
      }
      if (n == 1 && aColumn == 1) {
        MatMulVector.rows(m, k, a, aOffset, b, bOffset, c, cOffset, accumulate);
      } else if (n == 1) {
        MatMulVector.columns(m, k, a, aOffset, b, bOffset, c, cOffset, accumulate);
      } else if (m == 1 && bColumn == 1) {
        MatMulVector.columns(n, k, b, bOffset, a, aOffset, c, cOffset, accumulate);
      } else if (m == 1) {
        MatMulVector.rows(n, k, b, bOffset, a, aOffset, c, cOffset, accumulate);
      } else {
        MatMulBlocks.ofThread()
            .multiply(
                m,
                n,
                k,
                a,
                aOffset,
                aRow,
                aColumn,
                b,
                bOffset,
                bRow,
                bColumn,
                c,
                cOffset,
                accumulate);
      }
    }
  }
}
