package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Squared Euclidean distance of two float vectors.
 *
 * <p>Formula: {@code Σ (xᵢ - yᵢ)²}, accumulated in double in the order of {@link CanonicalOrder};
 * the relative error is below {@code (n/32 + 35)·2⁻⁵³}.
 *
 * <p>Agreement: exact, all forms give the same bits. {@code x} and {@code y} may overlap.
 *
 * <p>Source: N. Higham, Accuracy and Stability of Numerical Algorithms, 2002, chapter 3.
 */
public final class SquaredDistance {
  private SquaredDistance() {}

  /** {@code Σ (xᵢ - yᵢ)²}. */
  public static double squaredDistance(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    return Simd.pays(n)
        ? Vector.squaredDistance(n, x, xOffset, y, yOffset)
        : Scalar.squaredDistance(n, x, xOffset, y, yOffset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link SquaredDistance#squaredDistance}. */
    public static double squaredDistance(int n, float[] x, int xOffset, float[] y, int yOffset) {
      double rest = rest(n, x, xOffset, y, yOffset);
      if (n < CanonicalOrder.PARTIALS) {
        return rest;
      }
      double p0 = lanes(n, x, xOffset, y, yOffset, 0);
      double p1 = lanes(n, x, xOffset, y, yOffset, 1);
      double p2 = lanes(n, x, xOffset, y, yOffset, 2);
      double p3 = lanes(n, x, xOffset, y, yOffset, 3);
      double p4 = lanes(n, x, xOffset, y, yOffset, 4);
      double p5 = lanes(n, x, xOffset, y, yOffset, 5);
      double p6 = lanes(n, x, xOffset, y, yOffset, 6);
      double p7 = lanes(n, x, xOffset, y, yOffset, 7);
      return CanonicalOrder.pairs(p0, p1, p2, p3, p4, p5, p6, p7) + rest;
    }

    /**
     * Partial sums {@code lane}, {@code lane + 8}, {@code lane + 16}, {@code lane + 24}, folded.
     */
    private static double lanes(int n, float[] x, int xOffset, float[] y, int yOffset, int lane) {
      double a0 = 0;
      double a1 = 0;
      double a2 = 0;
      double a3 = 0;
      int grouped = CanonicalOrder.grouped(n);
      for (int i = lane; i < grouped; i += CanonicalOrder.PARTIALS) {
        a0 += term(x[xOffset + i], y[yOffset + i]);
        a1 += term(x[xOffset + i + 8], y[yOffset + i + 8]);
        a2 += term(x[xOffset + i + 16], y[yOffset + i + 16]);
        a3 += term(x[xOffset + i + 24], y[yOffset + i + 24]);
      }
      return (a0 + a2) + (a1 + a3);
    }

    /** The elements behind the last group, in a chain of their own. */
    private static double rest(int n, float[] x, int xOffset, float[] y, int yOffset) {
      double sum = 0;
      for (int i = CanonicalOrder.grouped(n); i < n; i++) {
        sum += term(x[xOffset + i], y[yOffset + i]);
      }
      return sum;
    }

    private static double term(float x, float y) {
      double d = (double) x - y;
      return d * d;
    }
  }

  /** Vectors of doubles; {@link CanonicalOrder} says how they share the partial sums. */
  public static final class Vector {
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;
    private static final int L = D.length();
    private static final boolean NARROW = L < 8;

    private Vector() {}

    /** See {@link SquaredDistance#squaredDistance}. */
    public static double squaredDistance(int n, float[] x, int xOffset, float[] y, int yOffset) {
      double rest = Scalar.rest(n, x, xOffset, y, yOffset);
      double sum = lanes(n, x, xOffset, y, yOffset, 0);
      if (L == 2) {
        sum += lanes(n, x, xOffset, y, yOffset, 4);
      }
      return sum + rest;
    }

    /** As in the scalar form, for the lanes from {@code lane} on, and their sum. */
    private static double lanes(int n, float[] x, int xOffset, float[] y, int yOffset, int lane) {
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
        DoubleVector a0y = (DoubleVector) FloatVector.fromArray(H, y, yOffset + i).castShape(D, 0);
        DoubleVector a0d = a0x.sub(a0y);
        a0 = a0d.mul(a0d).add(a0);
        DoubleVector a1x =
            (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 8).castShape(D, 0);
        DoubleVector a1y =
            (DoubleVector) FloatVector.fromArray(H, y, yOffset + i + 8).castShape(D, 0);
        DoubleVector a1d = a1x.sub(a1y);
        a1 = a1d.mul(a1d).add(a1);
        DoubleVector a2x =
            (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 16).castShape(D, 0);
        DoubleVector a2y =
            (DoubleVector) FloatVector.fromArray(H, y, yOffset + i + 16).castShape(D, 0);
        DoubleVector a2d = a2x.sub(a2y);
        a2 = a2d.mul(a2d).add(a2);
        DoubleVector a3x =
            (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 24).castShape(D, 0);
        DoubleVector a3y =
            (DoubleVector) FloatVector.fromArray(H, y, yOffset + i + 24).castShape(D, 0);
        DoubleVector a3d = a3x.sub(a3y);
        a3 = a3d.mul(a3d).add(a3);
        if (NARROW) {
          DoubleVector b0x =
              (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + L).castShape(D, 0);
          DoubleVector b0y =
              (DoubleVector) FloatVector.fromArray(H, y, yOffset + i + L).castShape(D, 0);
          DoubleVector b0d = b0x.sub(b0y);
          b0 = b0d.mul(b0d).add(b0);
          DoubleVector b1x =
              (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 8 + L).castShape(D, 0);
          DoubleVector b1y =
              (DoubleVector) FloatVector.fromArray(H, y, yOffset + i + 8 + L).castShape(D, 0);
          DoubleVector b1d = b1x.sub(b1y);
          b1 = b1d.mul(b1d).add(b1);
          DoubleVector b2x =
              (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 16 + L).castShape(D, 0);
          DoubleVector b2y =
              (DoubleVector) FloatVector.fromArray(H, y, yOffset + i + 16 + L).castShape(D, 0);
          DoubleVector b2d = b2x.sub(b2y);
          b2 = b2d.mul(b2d).add(b2);
          DoubleVector b3x =
              (DoubleVector) FloatVector.fromArray(H, x, xOffset + i + 24 + L).castShape(D, 0);
          DoubleVector b3y =
              (DoubleVector) FloatVector.fromArray(H, y, yOffset + i + 24 + L).castShape(D, 0);
          DoubleVector b3d = b3x.sub(b3y);
          b3 = b3d.mul(b3d).add(b3);
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
