package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot product of two float vectors.
 *
 * <p>Formula: {@code Σ xᵢyᵢ}, accumulated in double. The sum is taken in the canonical order of
 * {@link CanonicalOrder}, the same for every vector width and for scalar code: same bits.
 */
public final class Dot {
  private Dot() {}

  /** {@code Σ xᵢyᵢ}. */
  public static double dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    return Simd.pays(n)
        ? Vector.dot(n, x, xOffset, y, yOffset)
        : Scalar.dot(n, x, xOffset, y, yOffset);
  }

  /** {@code Σ xᵢ²}, the square of the Euclidean norm; like {@code dot(x, x)}. */
  public static double sumOfSquares(int n, float[] x, int xOffset) {
    return dot(n, x, xOffset, x, xOffset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Dot#dot}. */
    public static double dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
      double p0 = lanes(n, x, xOffset, y, yOffset, 0);
      double p1 = lanes(n, x, xOffset, y, yOffset, 1);
      double p2 = lanes(n, x, xOffset, y, yOffset, 2);
      double p3 = lanes(n, x, xOffset, y, yOffset, 3);
      double p4 = lanes(n, x, xOffset, y, yOffset, 4);
      double p5 = lanes(n, x, xOffset, y, yOffset, 5);
      double p6 = lanes(n, x, xOffset, y, yOffset, 6);
      double p7 = lanes(n, x, xOffset, y, yOffset, 7);
      return CanonicalOrder.fold(p0, p1, p2, p3, p4, p5, p6, p7);
    }

    /**
     * Partial sums {@code lane}, {@code lane + 8}, {@code lane + 16}, {@code lane + 24}, folded.
     */
    private static double lanes(int n, float[] x, int xOffset, float[] y, int yOffset, int lane) {
      double a0 = 0;
      double a1 = 0;
      double a2 = 0;
      double a3 = 0;
      int i = lane;
      for (; i + 24 < n; i += CanonicalOrder.PARTIALS) {
        a0 = a0 + (double) x[xOffset + i] * y[yOffset + i];
        a1 = a1 + (double) x[xOffset + i + 8] * y[yOffset + i + 8];
        a2 = a2 + (double) x[xOffset + i + 16] * y[yOffset + i + 16];
        a3 = a3 + (double) x[xOffset + i + 24] * y[yOffset + i + 24];
      }
      if (i < n) {
        a0 = a0 + (double) x[xOffset + i] * y[yOffset + i];
      }
      if (i + 8 < n) {
        a1 = a1 + (double) x[xOffset + i + 8] * y[yOffset + i + 8];
      }
      if (i + 16 < n) {
        a2 = a2 + (double) x[xOffset + i + 16] * y[yOffset + i + 16];
      }
      return (a0 + a2) + (a1 + a3);
    }
  }

  /** As many lanes at a time as a vector of doubles has. */
  public static final class Vector {
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Dot#dot}. */
    public static double dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
      if (D.length() == 8) {
        return CanonicalOrder.Vector.fold8(lanes(n, x, xOffset, y, yOffset, 0));
      }
      if (D.length() == 4) {
        return CanonicalOrder.Vector.fold4(
            lanes(n, x, xOffset, y, yOffset, 0), lanes(n, x, xOffset, y, yOffset, 4));
      }
      return CanonicalOrder.Vector.fold2(
          lanes(n, x, xOffset, y, yOffset, 0),
          lanes(n, x, xOffset, y, yOffset, 2),
          lanes(n, x, xOffset, y, yOffset, 4),
          lanes(n, x, xOffset, y, yOffset, 6));
    }

    /** As in the scalar form, for the lanes from {@code lane} on. */
    private static DoubleVector lanes(
        int n, float[] x, int xOffset, float[] y, int yOffset, int lane) {
      DoubleVector a0 = DoubleVector.zero(D);
      DoubleVector a1 = a0;
      DoubleVector a2 = a0;
      DoubleVector a3 = a0;
      int i = lane;
      for (int bound = n - n % CanonicalOrder.PARTIALS; i < bound; i += CanonicalOrder.PARTIALS) {
        a0 = widen(x, xOffset + i).mul(widen(y, yOffset + i)).add(a0);
        a1 = widen(x, xOffset + i + 8).mul(widen(y, yOffset + i + 8)).add(a1);
        a2 = widen(x, xOffset + i + 16).mul(widen(y, yOffset + i + 16)).add(a2);
        a3 = widen(x, xOffset + i + 24).mul(widen(y, yOffset + i + 24)).add(a3);
      }
      if (i < n) {
        a0 = widen(x, xOffset + i, n - i).mul(widen(y, yOffset + i, n - i)).add(a0);
      }
      if (i + 8 < n) {
        a1 = widen(x, xOffset + i + 8, n - i - 8).mul(widen(y, yOffset + i + 8, n - i - 8)).add(a1);
      }
      if (i + 16 < n) {
        a2 =
            widen(x, xOffset + i + 16, n - i - 16)
                .mul(widen(y, yOffset + i + 16, n - i - 16))
                .add(a2);
      }
      if (i + 24 < n) {
        a3 =
            widen(x, xOffset + i + 24, n - i - 24)
                .mul(widen(y, yOffset + i + 24, n - i - 24))
                .add(a3);
      }
      return a0.add(a2).add(a1.add(a3));
    }

    private static DoubleVector widen(float[] x, int offset) {
      FloatVector v = FloatVector.fromArray(H, x, offset);
      return (DoubleVector) v.convertShape(VectorOperators.F2D, D, 0);
    }

    /** The same for the last {@code left} elements, with zeros behind them. */
    private static DoubleVector widen(float[] x, int offset, int left) {
      VectorMask<Float> there = H.indexInRange(0, left);
      FloatVector v = FloatVector.fromArray(H, x, offset, there);
      return (DoubleVector) v.convertShape(VectorOperators.F2D, D, 0);
    }
  }
}
