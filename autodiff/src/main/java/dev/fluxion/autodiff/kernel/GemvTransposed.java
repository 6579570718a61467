package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposed matrix times vector (BLAS-2 gemv); {@link Gemv} takes the matrix as it is.
 *
 * <p>Formula: {@code y ← alpha·Aᵀ·x + beta·y}. {@code yⱼ} starts as {@code beta·yⱼ}, or as +0
 * without being read where {@code beta} is 0, as in BLAS; then {@code yⱼ ← fma(aᵢⱼ, alpha·xᵢ, yⱼ)}
 * for i in order, where {@code alpha·xᵢ} is rounded first. The error is below {@code (rows +
 * 2)·2⁻²⁴ (|alpha| Σᵢ|aᵢⱼxᵢ| + |beta·yⱼ|)}.
 *
 * <p>Agreement: exact; every {@code yⱼ} is computed alone, so all forms give the same bits. {@code
 * y} must not overlap the others.
 *
 * <p>Source: J. Dongarra et al., An Extended Set of Fortran Basic Linear Algebra Subprograms, 1988.
 */
public final class GemvTransposed {
  private GemvTransposed() {}

  /** {@code y ← alpha·Aᵀ·x + beta·y}; x has {@code rows} elements, y has {@code columns}. */
  public static void gemvTransposed(
      int rows,
      int columns,
      float alpha,
      float[] a,
      int aOffset,
      float[] x,
      int xOffset,
      float beta,
      float[] y,
      int yOffset) {
    Check.range("a", a.length, aOffset, Check.size(rows, columns));
    Check.range("x", x.length, xOffset, rows);
    Check.range("y", y.length, yOffset, columns);
    if (Simd.pays(columns)) {
      Vector.gemvTransposed(rows, columns, alpha, a, aOffset, x, xOffset, beta, y, yOffset);
    } else {
      Scalar.gemvTransposed(rows, columns, alpha, a, aOffset, x, xOffset, beta, y, yOffset);
    }
  }

  private static void begin(int n, float beta, float[] y, int yOffset) {
    if (beta == 0) {
      Fill.fill(n, 0f, y, yOffset);
    } else if (beta != 1) {
      Scale.scale(n, beta, y, yOffset);
    }
  }

  /** One row at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link GemvTransposed#gemvTransposed}. */
    public static void gemvTransposed(
        int rows,
        int columns,
        float alpha,
        float[] a,
        int aOffset,
        float[] x,
        int xOffset,
        float beta,
        float[] y,
        int yOffset) {
      begin(columns, beta, y, yOffset);
      for (int i = 0; i < rows; i++) {
        Axpy.Scalar.axpy(columns, alpha * x[xOffset + i], a, aOffset + i * columns, y, yOffset);
      }
    }
  }

  /** Four rows at a time, which share the loads and stores of y. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link GemvTransposed#gemvTransposed}. */
    public static void gemvTransposed(
        int rows,
        int columns,
        float alpha,
        float[] a,
        int aOffset,
        float[] x,
        int xOffset,
        float beta,
        float[] y,
        int yOffset) {
      begin(columns, beta, y, yOffset);
      int i = 0;
      for (; i < rows - 3; i += 4) {
        int r = aOffset + i * columns;
        int at = xOffset + i;
        addFourRows(
            columns,
            alpha * x[at],
            alpha * x[at + 1],
            alpha * x[at + 2],
            alpha * x[at + 3],
            a,
            r,
            y,
            yOffset);
      }
      for (; i < rows; i++) {
        Axpy.Vector.axpy(columns, alpha * x[xOffset + i], a, aOffset + i * columns, y, yOffset);
      }
    }

    private static void addFourRows(
        int n, float x0, float x1, float x2, float x3, float[] a, int r0, float[] y, int yOffset) {
      FloatVector v0 = FloatVector.broadcast(S, x0);
      FloatVector v1 = FloatVector.broadcast(S, x1);
      FloatVector v2 = FloatVector.broadcast(S, x2);
      FloatVector v3 = FloatVector.broadcast(S, x3);
      int r1 = r0 + n;
      int r2 = r1 + n;
      int r3 = r2 + n;
      int bound = S.loopBound(n);
      for (int j = 0; j < bound; j += S.length()) {
        FloatVector sum = FloatVector.fromArray(S, y, yOffset + j);
        sum = v0.fma(FloatVector.fromArray(S, a, r0 + j), sum);
        sum = v1.fma(FloatVector.fromArray(S, a, r1 + j), sum);
        sum = v2.fma(FloatVector.fromArray(S, a, r2 + j), sum);
        v3.fma(FloatVector.fromArray(S, a, r3 + j), sum).intoArray(y, yOffset + j);
      }
      for (int j = bound; j < n; j++) {
        float sum = Fma.fma(a[r0 + j], x0, y[yOffset + j]);
        sum = Fma.fma(a[r1 + j], x1, sum);
        sum = Fma.fma(a[r2 + j], x2, sum);
        y[yOffset + j] = Fma.fma(a[r3 + j], x3, sum);
      }
    }
  }
}
