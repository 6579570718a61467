package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix product (BLAS-3 gemm) of row-major float matrices.
 *
 * <p>Formula: {@code C ← A·B} or {@code C ← C + A·B}, with A of m × k, B of k × n, C of m × n,
 * where A or B may be stored transposed. Every element of C is one chain of fused multiply-adds
 * over k in order, starting from 0 or from the old C; how the work is tiled does not touch that
 * chain, so all widths and tiles give the same bits. C must not overlap A or B.
 *
 * <p>The vector form holds a tile of 4 rows × 2 vectors of C in registers while it runs over k (F.
 * Van Zee, R. van de Geijn, «BLIS: A Framework for Rapidly Instantiating BLAS Functionality», ACM
 * TOMS, 2015).
 */
public final class MatMul {
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
    check(m, n, k, a, aOffset, b, bOffset, c, cOffset);
    run(m, n, k, a, aOffset, k, 1, b, bOffset, c, cOffset, accumulate);
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
    check(m, n, k, a, aOffset, b, bOffset, c, cOffset);
    run(m, n, k, a, aOffset, 1, m, b, bOffset, c, cOffset, accumulate);
  }

  /** {@code C (+)= A·Bᵀ}; A is m × k, B is stored as n × k; the scratch holds n·k floats. */
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
      boolean accumulate,
      float[] scratch,
      int scratchOffset) {
    check(m, n, k, a, aOffset, b, bOffset, c, cOffset);
    Check.range("scratch", scratch.length, scratchOffset, n * k);
    Transpose.transpose(n, k, b, bOffset, scratch, scratchOffset);
    run(m, n, k, a, aOffset, k, 1, scratch, scratchOffset, c, cOffset, accumulate);
  }

  private static void check(
      int m, int n, int k, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
    if ((m | n | k) < 0) {
      throw new IllegalArgumentException("matrix sizes m=" + m + " n=" + n + " k=" + k);
    }
    Check.range("a", a.length, aOffset, Math.multiplyExact(m, k));
    Check.range("b", b.length, bOffset, Math.multiplyExact(k, n));
    Check.range("c", c.length, cOffset, Math.multiplyExact(m, n));
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
      float[] c,
      int cOffset,
      boolean accumulate) {
    if (Simd.BITS != 0 && n >= Simd.BITS / Float.SIZE) {
      Vector.multiply(m, n, k, a, aOffset, aRow, aColumn, b, bOffset, c, cOffset, accumulate);
    } else {
      Scalar.multiply(m, n, k, a, aOffset, aRow, aColumn, b, bOffset, n, c, cOffset, accumulate);
    }
  }

  /** Row by row: the inner loop runs along a row of B and of C. */
  public static final class Scalar {
    private Scalar() {}

    /**
     * Element (i, l) of A is {@code a[aOffset + i·aRow + l·aColumn]}; B and C have rows of length
     * {@code stride}, of which {@code n} elements take part.
     */
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
        int stride,
        float[] c,
        int cOffset,
        boolean accumulate) {
      for (int i = 0; i < m; i++) {
        int row = cOffset + i * stride;
        if (!accumulate) {
          java.util.Arrays.fill(c, row, row + n, 0f);
        }
        for (int l = 0; l < k; l++) {
          addRow(n, a[aOffset + i * aRow + l * aColumn], b, bOffset + l * stride, c, row);
        }
      }
    }

    private static void addRow(int n, float alpha, float[] b, int bOffset, float[] c, int cOffset) {
      for (int j = 0; j < n; j++) {
        c[cOffset + j] = Fma.fma(alpha, b[bOffset + j], c[cOffset + j]);
      }
    }
  }

  /**
   * Tiles of up to 4 rows × 2 vectors in registers; columns beyond the last vector are scalar.
   * Their start is written out each time: a helper that returns a vector may fail to be inlined,
   * and then every vector of the tile is boxed.
   */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final int W = S.length();
    private static final FloatVector NOTHING = FloatVector.broadcast(S, -0f);

    private Vector() {}

    /** See {@link Scalar#multiply}, with {@code stride = n}. */
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
        float[] c,
        int cOffset,
        boolean accumulate) {
      int j = 0;
      for (; j + 2 * W <= n; j += 2 * W) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
          tile4x2(
              k,
              a,
              aOffset + i * aRow,
              aRow,
              aColumn,
              b,
              bOffset + j,
              n,
              c,
              cOffset + i * n + j,
              accumulate);
        }
        for (; i < m; i++) {
          int ao = aOffset + i * aRow;
          int co = cOffset + i * n + j;
          tile1x1(k, a, ao, aColumn, b, bOffset + j, n, c, co, accumulate);
          tile1x1(k, a, ao, aColumn, b, bOffset + j + W, n, c, co + W, accumulate);
        }
      }
      for (; j + W <= n; j += W) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
          tile4x1(
              k,
              a,
              aOffset + i * aRow,
              aRow,
              aColumn,
              b,
              bOffset + j,
              n,
              c,
              cOffset + i * n + j,
              accumulate);
        }
        for (; i < m; i++) {
          tile1x1(
              k,
              a,
              aOffset + i * aRow,
              aColumn,
              b,
              bOffset + j,
              n,
              c,
              cOffset + i * n + j,
              accumulate);
        }
      }
      if (j < n) {
        Scalar.multiply(
            m, n - j, k, a, aOffset, aRow, aColumn, b, bOffset + j, n, c, cOffset + j, accumulate);
      }
    }

    private static void tile4x2(
        int k,
        float[] a,
        int a0,
        int aRow,
        int aColumn,
        float[] b,
        int bOffset,
        int n,
        float[] c,
        int c0,
        boolean accumulate) {
      int c1 = c0 + n;
      int c2 = c1 + n;
      int c3 = c2 + n;
      FloatVector s00 = accumulate ? FloatVector.fromArray(S, c, c0) : FloatVector.zero(S);
      FloatVector s01 = accumulate ? FloatVector.fromArray(S, c, c0 + W) : FloatVector.zero(S);
      FloatVector s10 = accumulate ? FloatVector.fromArray(S, c, c1) : FloatVector.zero(S);
      FloatVector s11 = accumulate ? FloatVector.fromArray(S, c, c1 + W) : FloatVector.zero(S);
      FloatVector s20 = accumulate ? FloatVector.fromArray(S, c, c2) : FloatVector.zero(S);
      FloatVector s21 = accumulate ? FloatVector.fromArray(S, c, c2 + W) : FloatVector.zero(S);
      FloatVector s30 = accumulate ? FloatVector.fromArray(S, c, c3) : FloatVector.zero(S);
      FloatVector s31 = accumulate ? FloatVector.fromArray(S, c, c3 + W) : FloatVector.zero(S);
      for (int l = 0, ao = a0, bo = bOffset; l < k; l++, ao += aColumn, bo += n) {
        FloatVector b0 = FloatVector.fromArray(S, b, bo);
        FloatVector b1 = FloatVector.fromArray(S, b, bo + W);
        FloatVector r0 = FloatVector.broadcast(S, a[ao]);
        s00 = r0.fma(b0, s00);
        s01 = r0.fma(b1, s01);
        FloatVector r1 = FloatVector.broadcast(S, a[ao + aRow]);
        s10 = r1.fma(b0, s10);
        s11 = r1.fma(b1, s11);
        FloatVector r2 = FloatVector.broadcast(S, a[ao + 2 * aRow]);
        s20 = r2.fma(b0, s20);
        s21 = r2.fma(b1, s21);
        FloatVector r3 = FloatVector.broadcast(S, a[ao + 3 * aRow]);
        s30 = r3.fma(b0, s30);
        s31 = r3.fma(b1, s31);
      }
      store(s00, c, c0);
      store(s01, c, c0 + W);
      store(s10, c, c1);
      store(s11, c, c1 + W);
      store(s20, c, c2);
      store(s21, c, c2 + W);
      store(s30, c, c3);
      store(s31, c, c3 + W);
    }

    private static void tile4x1(
        int k,
        float[] a,
        int a0,
        int aRow,
        int aColumn,
        float[] b,
        int bOffset,
        int n,
        float[] c,
        int c0,
        boolean accumulate) {
      FloatVector s0 = accumulate ? FloatVector.fromArray(S, c, c0) : FloatVector.zero(S);
      FloatVector s1 = accumulate ? FloatVector.fromArray(S, c, c0 + n) : FloatVector.zero(S);
      FloatVector s2 = accumulate ? FloatVector.fromArray(S, c, c0 + 2 * n) : FloatVector.zero(S);
      FloatVector s3 = accumulate ? FloatVector.fromArray(S, c, c0 + 3 * n) : FloatVector.zero(S);
      for (int l = 0, ao = a0, bo = bOffset; l < k; l++, ao += aColumn, bo += n) {
        FloatVector b0 = FloatVector.fromArray(S, b, bo);
        s0 = FloatVector.broadcast(S, a[ao]).fma(b0, s0);
        s1 = FloatVector.broadcast(S, a[ao + aRow]).fma(b0, s1);
        s2 = FloatVector.broadcast(S, a[ao + 2 * aRow]).fma(b0, s2);
        s3 = FloatVector.broadcast(S, a[ao + 3 * aRow]).fma(b0, s3);
      }
      store(s0, c, c0);
      store(s1, c, c0 + n);
      store(s2, c, c0 + 2 * n);
      store(s3, c, c0 + 3 * n);
    }

    private static void tile1x1(
        int k,
        float[] a,
        int aOffset,
        int aColumn,
        float[] b,
        int bOffset,
        int n,
        float[] c,
        int cOffset,
        boolean accumulate) {
      FloatVector s = accumulate ? FloatVector.fromArray(S, c, cOffset) : FloatVector.zero(S);
      for (int l = 0; l < k; l++) {
        FloatVector b0 = FloatVector.fromArray(S, b, bOffset + l * n);
        s = FloatVector.broadcast(S, a[aOffset + l * aColumn]).fma(b0, s);
      }
      store(s, c, cOffset);
    }

    /**
     * Adding to −0 changes nothing, but gives the compiler the exact class of the vector: a sum
     * that comes out of a loop has only its declared class, and storing it could box it.
     */
    private static void store(FloatVector sum, float[] c, int cOffset) {
      NOTHING.add(sum).intoArray(c, cOffset);
    }
  }
}
