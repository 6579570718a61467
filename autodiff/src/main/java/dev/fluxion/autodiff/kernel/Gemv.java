package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix times vector (BLAS-2 gemv); {@link GemvTransposed} takes the transpose.
 *
 * <p>Formula: {@code y ← alpha·A·x + beta·y}. Every {@code s = Σⱼ aᵢⱼxⱼ} is formed by FMA in the
 * order of {@link CanonicalOrder} with 16 partial sums and groups of 16; then {@code yᵢ =
 * fma(alpha, s, beta·yᵢ)}. Where {@code beta} is 0, it is {@code alpha·s} and {@code y} is not
 * read, as in BLAS. The error of {@code s} is below {@code (columns/16 + 20)·2⁻²⁴ Σⱼ|aᵢⱼxⱼ|}.
 *
 * <p>Agreement: exact, all forms give the same bits. {@code y} must not overlap the others.
 *
 * <p>Source: J. Dongarra et al., An Extended Set of Fortran Basic Linear Algebra Subprograms, 1988.
 */
public final class Gemv {
  private static final int PARTIALS = 16;

  private Gemv() {}

  /** {@code y ← alpha·A·x + beta·y}; x has {@code columns} elements, y has {@code rows}. */
  public static void gemv(
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
    Check.range("x", x.length, xOffset, columns);
    Check.range("y", y.length, yOffset, rows);
    if (Simd.pays(columns)) {
      Vector.gemv(rows, columns, alpha, a, aOffset, x, xOffset, beta, y, yOffset);
    } else {
      Scalar.gemv(rows, columns, alpha, a, aOffset, x, xOffset, beta, y, yOffset);
    }
  }

  /** One row at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Gemv#gemv}. */
    public static void gemv(
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
      for (int i = 0; i < rows; i++) {
        int r = aOffset + i * columns;
        float sum = row(columns, a, r, x, xOffset) + rest(columns, a, r, x, xOffset);
        y[yOffset + i] = combine(alpha, sum, beta, y[yOffset + i]);
      }
    }

    /** The whole groups of one row. */
    private static float row(int n, float[] a, int r, float[] x, int xOffset) {
      float p0 = lane(n, a, r, x, xOffset);
      float p1 = lane(n, a, r + 1, x, xOffset + 1);
      float p2 = lane(n, a, r + 2, x, xOffset + 2);
      float p3 = lane(n, a, r + 3, x, xOffset + 3);
      float p4 = lane(n, a, r + 4, x, xOffset + 4);
      float p5 = lane(n, a, r + 5, x, xOffset + 5);
      float p6 = lane(n, a, r + 6, x, xOffset + 6);
      float p7 = lane(n, a, r + 7, x, xOffset + 7);
      return CanonicalOrder.pairs(p0, p1, p2, p3, p4, p5, p6, p7);
    }

    /** Two partial sums that are eight apart, added. */
    private static float lane(int n, float[] a, int r, float[] x, int xOffset) {
      float low = 0;
      float high = 0;
      int grouped = n & -PARTIALS;
      for (int j = 0; j < grouped; j += PARTIALS) {
        low = Fma.fma(a[r + j], x[xOffset + j], low);
        high = Fma.fma(a[r + j + 8], x[xOffset + j + 8], high);
      }
      return low + high;
    }

    /** The elements of one row behind the last group, in a chain of their own. */
    private static float rest(int n, float[] a, int r, float[] x, int xOffset) {
      float sum = 0;
      for (int j = n & -PARTIALS; j < n; j++) {
        sum = Fma.fma(a[r + j], x[xOffset + j], sum);
      }
      return sum;
    }

    private static float combine(float alpha, float sum, float beta, float y) {
      return beta == 0 ? alpha * sum : Fma.fma(alpha, sum, beta * y);
    }
  }

  /**
   * Four rows at a time, which share the loads of x. A group is one vector of 512 bits (a), two of
   * 256 (a, b); on 128 bits four make a row, one row at a time.
   */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final boolean NARROW = S.length() < PARTIALS;
    private static final boolean NARROWEST = S.length() == 4;

    /** Added to a sum from a loop, it leaves it as it is and shows the compiler its class. */
    private static final FloatVector NOTHING = FloatVector.broadcast(S, -0f);

    /** The upper half of a vector before the lower. */
    private static final VectorShuffle<Float> SWAPPED = S.iotaShuffle(S.length() / 2, 1, true);

    private Vector() {}

    /** See {@link Gemv#gemv}. */
    public static void gemv(
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
      int i = 0;
      for (; !NARROWEST && i < rows - 3; i += 4) {
        fourRows(columns, alpha, a, aOffset + i * columns, x, xOffset, beta, y, yOffset + i);
      }
      for (; i < rows; i++) {
        int r = aOffset + i * columns;
        float sum = row(columns, a, r, x, xOffset) + Scalar.rest(columns, a, r, x, xOffset);
        y[yOffset + i] = Scalar.combine(alpha, sum, beta, y[yOffset + i]);
      }
    }

    private static void fourRows(
        int n,
        float alpha,
        float[] a,
        int r0,
        float[] x,
        int xOffset,
        float beta,
        float[] y,
        int yOffset) {
      int r1 = r0 + n;
      int r2 = r1 + n;
      int r3 = r2 + n;
      FloatVector a0 = FloatVector.zero(S);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      FloatVector a3 = a0;
      FloatVector b0 = a0;
      FloatVector b1 = a0;
      FloatVector b2 = a0;
      FloatVector b3 = a0;
      int grouped = n & -PARTIALS;
      for (int j = 0; j < grouped; j += PARTIALS) {
        FloatVector v = FloatVector.fromArray(S, x, xOffset + j);
        a0 = v.fma(FloatVector.fromArray(S, a, r0 + j), a0);
        a1 = v.fma(FloatVector.fromArray(S, a, r1 + j), a1);
        a2 = v.fma(FloatVector.fromArray(S, a, r2 + j), a2);
        a3 = v.fma(FloatVector.fromArray(S, a, r3 + j), a3);
        if (NARROW) {
          FloatVector w = FloatVector.fromArray(S, x, xOffset + j + 8);
          b0 = w.fma(FloatVector.fromArray(S, a, r0 + j + 8), b0);
          b1 = w.fma(FloatVector.fromArray(S, a, r1 + j + 8), b1);
          b2 = w.fma(FloatVector.fromArray(S, a, r2 + j + 8), b2);
          b3 = w.fma(FloatVector.fromArray(S, a, r3 + j + 8), b3);
        }
      }
      FloatVector p0 = NOTHING.add(a0);
      p0 = p0.add(NARROW ? b0 : p0.rearrange(SWAPPED));
      FloatVector p1 = NOTHING.add(a1);
      p1 = p1.add(NARROW ? b1 : p1.rearrange(SWAPPED));
      FloatVector p2 = NOTHING.add(a2);
      p2 = p2.add(NARROW ? b2 : p2.rearrange(SWAPPED));
      FloatVector p3 = NOTHING.add(a3);
      p3 = p3.add(NARROW ? b3 : p3.rearrange(SWAPPED));
      float s0 =
          CanonicalOrder.pairs(
              p0.lane(0),
              p0.lane(1),
              p0.lane(2),
              p0.lane(3),
              p0.lane(4),
              p0.lane(5),
              p0.lane(6),
              p0.lane(7));
      float s1 =
          CanonicalOrder.pairs(
              p1.lane(0),
              p1.lane(1),
              p1.lane(2),
              p1.lane(3),
              p1.lane(4),
              p1.lane(5),
              p1.lane(6),
              p1.lane(7));
      float s2 =
          CanonicalOrder.pairs(
              p2.lane(0),
              p2.lane(1),
              p2.lane(2),
              p2.lane(3),
              p2.lane(4),
              p2.lane(5),
              p2.lane(6),
              p2.lane(7));
      float s3 =
          CanonicalOrder.pairs(
              p3.lane(0),
              p3.lane(1),
              p3.lane(2),
              p3.lane(3),
              p3.lane(4),
              p3.lane(5),
              p3.lane(6),
              p3.lane(7));
      finish(n, s0, alpha, a, r0, x, xOffset, beta, y, yOffset);
      finish(n, s1, alpha, a, r1, x, xOffset, beta, y, yOffset + 1);
      finish(n, s2, alpha, a, r2, x, xOffset, beta, y, yOffset + 2);
      finish(n, s3, alpha, a, r3, x, xOffset, beta, y, yOffset + 3);
    }

    private static void finish(
        int n,
        float sum,
        float alpha,
        float[] a,
        int r,
        float[] x,
        int xOffset,
        float beta,
        float[] y,
        int at) {
      y[at] = Scalar.combine(alpha, sum + Scalar.rest(n, a, r, x, xOffset), beta, y[at]);
    }

    /** The whole groups of one row. */
    private static float row(int n, float[] a, int r, float[] x, int xOffset) {
      FloatVector a0 = FloatVector.zero(S);
      FloatVector b0 = a0;
      FloatVector c0 = a0;
      FloatVector d0 = a0;
      int grouped = n & -PARTIALS;
      for (int j = 0; j < grouped; j += PARTIALS) {
        FloatVector v = FloatVector.fromArray(S, x, xOffset + j);
        a0 = v.fma(FloatVector.fromArray(S, a, r + j), a0);
        if (NARROW) {
          FloatVector w = FloatVector.fromArray(S, x, xOffset + j + 8);
          b0 = w.fma(FloatVector.fromArray(S, a, r + j + 8), b0);
        }
        if (NARROWEST) {
          FloatVector v4 = FloatVector.fromArray(S, x, xOffset + j + 4);
          c0 = v4.fma(FloatVector.fromArray(S, a, r + j + 4), c0);
          FloatVector w4 = FloatVector.fromArray(S, x, xOffset + j + 12);
          d0 = w4.fma(FloatVector.fromArray(S, a, r + j + 12), d0);
        }
      }
      FloatVector p = NOTHING.add(a0);
      p = p.add(NARROW ? b0 : p.rearrange(SWAPPED));
      if (NARROWEST) {
        FloatVector q = NOTHING.add(c0).add(d0);
        return ((p.lane(0) + p.lane(1)) + (p.lane(2) + p.lane(3)))
            + ((q.lane(0) + q.lane(1)) + (q.lane(2) + q.lane(3)));
      }
      return CanonicalOrder.pairs(
          p.lane(0), p.lane(1), p.lane(2), p.lane(3), p.lane(4), p.lane(5), p.lane(6), p.lane(7));
    }
  }
}
