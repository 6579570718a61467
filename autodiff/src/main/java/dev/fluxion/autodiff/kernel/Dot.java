package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
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
      int blocks = n - n % CanonicalOrder.PARTIALS;
      double p0 = lanes(blocks, x, xOffset, y, yOffset, 0);
      double p1 = lanes(blocks, x, xOffset, y, yOffset, 1);
      double p2 = lanes(blocks, x, xOffset, y, yOffset, 2);
      double p3 = lanes(blocks, x, xOffset, y, yOffset, 3);
      double p4 = lanes(blocks, x, xOffset, y, yOffset, 4);
      double p5 = lanes(blocks, x, xOffset, y, yOffset, 5);
      double p6 = lanes(blocks, x, xOffset, y, yOffset, 6);
      double p7 = lanes(blocks, x, xOffset, y, yOffset, 7);
      double sum = CanonicalOrder.fold(p0, p1, p2, p3, p4, p5, p6, p7);
      return addRest(sum, blocks, n, x, xOffset, y, yOffset);
    }

    /**
     * Partial sums {@code lane}, {@code lane + 8}, {@code lane + 16}, {@code lane + 24}, folded.
     */
    private static double lanes(
        int blocks, float[] x, int xOffset, float[] y, int yOffset, int lane) {
      double a0 = 0;
      double a1 = 0;
      double a2 = 0;
      double a3 = 0;
      for (int i = lane; i < blocks; i += CanonicalOrder.PARTIALS) {
        a0 = a0 + (double) x[xOffset + i] * y[yOffset + i];
        a1 = a1 + (double) x[xOffset + i + 8] * y[yOffset + i + 8];
        a2 = a2 + (double) x[xOffset + i + 16] * y[yOffset + i + 16];
        a3 = a3 + (double) x[xOffset + i + 24] * y[yOffset + i + 24];
      }
      return (a0 + a2) + (a1 + a3);
    }

    /** Adds the elements behind the blocks of 32, one by one. */
    private static double addRest(
        double sum, int blocks, int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = blocks; i < n; i++) {
        sum = sum + (double) x[xOffset + i] * y[yOffset + i];
      }
      return sum;
    }
  }

  /** As many lanes at a time as a vector of doubles has. */
  public static final class Vector {
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Dot#dot}. */
    public static double dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int blocks = n - n % CanonicalOrder.PARTIALS;
      double sum =
          switch (D.length()) {
            case 8 -> lanes(blocks, x, xOffset, y, yOffset, 0);
            case 4 ->
                lanes(blocks, x, xOffset, y, yOffset, 0) + lanes(blocks, x, xOffset, y, yOffset, 4);
            default ->
                (lanes(blocks, x, xOffset, y, yOffset, 0)
                        + lanes(blocks, x, xOffset, y, yOffset, 2))
                    + (lanes(blocks, x, xOffset, y, yOffset, 4)
                        + lanes(blocks, x, xOffset, y, yOffset, 6));
          };
      return Scalar.addRest(sum, blocks, n, x, xOffset, y, yOffset);
    }

    /** As in the scalar form, for the lanes from {@code lane} on, and their sum. */
    private static double lanes(
        int blocks, float[] x, int xOffset, float[] y, int yOffset, int lane) {
      DoubleVector a0 = DoubleVector.zero(D);
      DoubleVector a1 = a0;
      DoubleVector a2 = a0;
      DoubleVector a3 = a0;
      for (int i = lane; i < blocks; i += CanonicalOrder.PARTIALS) {
        FloatVector x0 = FloatVector.fromArray(H, x, xOffset + i);
        FloatVector y0 = FloatVector.fromArray(H, y, yOffset + i);
        DoubleVector d0 = (DoubleVector) x0.convertShape(VectorOperators.F2D, D, 0);
        a0 = d0.mul((DoubleVector) y0.convertShape(VectorOperators.F2D, D, 0)).add(a0);
        FloatVector x1 = FloatVector.fromArray(H, x, xOffset + i + 8);
        FloatVector y1 = FloatVector.fromArray(H, y, yOffset + i + 8);
        DoubleVector d1 = (DoubleVector) x1.convertShape(VectorOperators.F2D, D, 0);
        a1 = d1.mul((DoubleVector) y1.convertShape(VectorOperators.F2D, D, 0)).add(a1);
        FloatVector x2 = FloatVector.fromArray(H, x, xOffset + i + 16);
        FloatVector y2 = FloatVector.fromArray(H, y, yOffset + i + 16);
        DoubleVector d2 = (DoubleVector) x2.convertShape(VectorOperators.F2D, D, 0);
        a2 = d2.mul((DoubleVector) y2.convertShape(VectorOperators.F2D, D, 0)).add(a2);
        FloatVector x3 = FloatVector.fromArray(H, x, xOffset + i + 24);
        FloatVector y3 = FloatVector.fromArray(H, y, yOffset + i + 24);
        DoubleVector d3 = (DoubleVector) x3.convertShape(VectorOperators.F2D, D, 0);
        a3 = d3.mul((DoubleVector) y3.convertShape(VectorOperators.F2D, D, 0)).add(a3);
      }
      DoubleVector p = a0.add(a2).add(a1.add(a3));
      return switch (D.length()) {
        case 8 ->
            CanonicalOrder.fold(
                p.lane(0), p.lane(1), p.lane(2), p.lane(3), p.lane(4), p.lane(5), p.lane(6),
                p.lane(7));
        case 4 -> (p.lane(0) + p.lane(1)) + (p.lane(2) + p.lane(3));
        default -> p.lane(0) + p.lane(1);
      };
    }
  }
}
