package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Euclidean norm of a float vector (BLAS-1 nrm2) and its square.
 *
 * <p>Formula: {@code ‖x‖ = √(Σ xᵢ²)}, accumulated in double in the order of {@link CanonicalOrder}.
 * Squares of floats are exact in double and neither overflow nor underflow there, so no scaling is
 * needed: the relative error of the norm is below {@code (n/64 + 17)·2⁻⁵³}.
 *
 * <p>Agreement: exact, all forms give the same bits. The norm is NaN if an element is NaN, else ∞
 * if one is infinite.
 *
 * <p>Source: C. Lawson et al., Basic Linear Algebra Subprograms for Fortran Usage, 1979; we deviate
 * by the wider accumulator.
 */
public final class Norm {
  private Norm() {}

  /** {@code Σ xᵢ²}. */
  public static double sumOfSquares(int n, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    return Simd.pays(n) ? Vector.sumOfSquares(n, x, xOffset) : Scalar.sumOfSquares(n, x, xOffset);
  }

  /** {@code √(Σ xᵢ²)}. */
  public static double norm(int n, float[] x, int xOffset) {
    return Math.sqrt(sumOfSquares(n, x, xOffset));
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Norm#sumOfSquares}. */
    public static double sumOfSquares(int n, float[] x, int xOffset) {
      double rest = rest(n, x, xOffset);
      if (n < CanonicalOrder.PARTIALS) {
        return rest;
      }
      double p0 = lanes(n, x, xOffset, 0);
      double p1 = lanes(n, x, xOffset, 1);
      double p2 = lanes(n, x, xOffset, 2);
      double p3 = lanes(n, x, xOffset, 3);
      double p4 = lanes(n, x, xOffset, 4);
      double p5 = lanes(n, x, xOffset, 5);
      double p6 = lanes(n, x, xOffset, 6);
      double p7 = lanes(n, x, xOffset, 7);
      return CanonicalOrder.pairs(p0, p1, p2, p3, p4, p5, p6, p7) + rest;
    }

    /**
     * Partial sums {@code lane}, {@code lane + 8}, {@code lane + 16}, {@code lane + 24}, folded.
     */
    private static double lanes(int n, float[] x, int xOffset, int lane) {
      double a0 = 0;
      double a1 = 0;
      double a2 = 0;
      double a3 = 0;
      int grouped = CanonicalOrder.grouped(n);
      for (int i = lane; i < grouped; i += CanonicalOrder.PARTIALS) {
        a0 += term(x[xOffset + i]);
        a1 += term(x[xOffset + i + 8]);
        a2 += term(x[xOffset + i + 16]);
        a3 += term(x[xOffset + i + 24]);
      }
      return (a0 + a2) + (a1 + a3);
    }

    /** The elements behind the last group, in a chain of their own. */
    private static double rest(int n, float[] x, int xOffset) {
      double sum = 0;
      for (int i = CanonicalOrder.grouped(n); i < n; i++) {
        sum += term(x[xOffset + i]);
      }
      return sum;
    }

    private static double term(float x) {
      return (double) x * x;
    }
  }

  /** Vectors of doubles; {@link CanonicalOrder} says how they share the partial sums. */
  public static final class Vector {
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;
    private static final int L = D.length();
    private static final boolean NARROW = L < 8;

    private Vector() {}

    /** See {@link Norm#sumOfSquares}. */
    public static double sumOfSquares(int n, float[] x, int xOffset) {
      double rest = Scalar.rest(n, x, xOffset);
      double sum = lanes(n, x, xOffset, 0);
      if (L == 2) {
        sum += lanes(n, x, xOffset, 4);
      }
      return sum + rest;
    }

    /** As in the scalar form, for the lanes from {@code lane} on, and their sum. */
    private static double lanes(int n, float[] x, int xOffset, int lane) {
      DoubleVector a0 = DoubleVector.zero(D);
      DoubleVector a1 = a0;
      DoubleVector a2 = a0;
      DoubleVector a3 = a0;
      DoubleVector b0 = a0;
      DoubleVector b1 = a0;
      DoubleVector b2 = a0;
      DoubleVector b3 = a0;
      int grouped = CanonicalOrder.grouped(n);
      for (int i = lane; i < grouped; i += CanonicalOrder.PARTIALS) {
        DoubleVector a0x = (DoubleVector) FloatVector.fromArray(H, x, xOffset + i).castShape(D, 0);
        a0 = a0x.fma(a0x, a0);
        DoubleVector a1x =
            (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 8).castShape(D, 0);
        a1 = a1x.fma(a1x, a1);
        DoubleVector a2x =
            (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 16).castShape(D, 0);
        a2 = a2x.fma(a2x, a2);
        DoubleVector a3x =
            (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 24).castShape(D, 0);
        a3 = a3x.fma(a3x, a3);
        if (NARROW) {
          DoubleVector b0x =
              (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + L).castShape(D, 0);
          b0 = b0x.fma(b0x, b0);
          DoubleVector b1x =
              (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 8 + L).castShape(D, 0);
          b1 = b1x.fma(b1x, b1);
          DoubleVector b2x =
              (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 16 + L).castShape(D, 0);
          b2 = b2x.fma(b2x, b2);
          DoubleVector b3x =
              (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 24 + L).castShape(D, 0);
          b3 = b3x.fma(b3x, b3);
        }
      }
      DoubleVector a = a0.add(a2).add(a1.add(a3));
      DoubleVector b = b0.add(b2).add(b1.add(b3));
      return switch (L) {
        case 8 ->
            CanonicalOrder.pairs(
                a.lane(0), a.lane(1), a.lane(2), a.lane(3), a.lane(4), a.lane(5), a.lane(6),
                a.lane(7));
        case 4 ->
            CanonicalOrder.pairs(
                a.lane(0), a.lane(1), a.lane(2), a.lane(3), b.lane(0), b.lane(1), b.lane(2),
                b.lane(3));
        default -> (a.lane(0) + a.lane(1)) + (b.lane(0) + b.lane(1));
      };
    }
  }
}
