package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sum of a float vector.
 *
 * <p>Formula: {@code Σ xᵢ}, accumulated in double. The sum is taken in the canonical order of
 * {@link CanonicalOrder}, the same for every vector width and for scalar code: same bits.
 */
public final class Sum {
  private Sum() {}

  /** {@code Σ xᵢ}. */
  public static double sum(int n, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    return Simd.pays(n) ? Vector.sum(n, x, xOffset) : Scalar.sum(n, x, xOffset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Sum#sum}. */
    public static double sum(int n, float[] x, int xOffset) {
      int blocks = n - n % CanonicalOrder.PARTIALS;
      double p0 = lanes(blocks, x, xOffset, 0);
      double p1 = lanes(blocks, x, xOffset, 1);
      double p2 = lanes(blocks, x, xOffset, 2);
      double p3 = lanes(blocks, x, xOffset, 3);
      double p4 = lanes(blocks, x, xOffset, 4);
      double p5 = lanes(blocks, x, xOffset, 5);
      double p6 = lanes(blocks, x, xOffset, 6);
      double p7 = lanes(blocks, x, xOffset, 7);
      double sum = CanonicalOrder.fold(p0, p1, p2, p3, p4, p5, p6, p7);
      return addRest(sum, blocks, n, x, xOffset);
    }

    /**
     * Partial sums {@code lane}, {@code lane + 8}, {@code lane + 16}, {@code lane + 24}, folded.
     */
    private static double lanes(int blocks, float[] x, int xOffset, int lane) {
      double a0 = 0;
      double a1 = 0;
      double a2 = 0;
      double a3 = 0;
      for (int i = lane; i < blocks; i += CanonicalOrder.PARTIALS) {
        a0 = a0 + x[xOffset + i];
        a1 = a1 + x[xOffset + i + 8];
        a2 = a2 + x[xOffset + i + 16];
        a3 = a3 + x[xOffset + i + 24];
      }
      return (a0 + a2) + (a1 + a3);
    }

    /** Adds the elements behind the blocks of 32, one by one. */
    private static double addRest(double sum, int blocks, int n, float[] x, int xOffset) {
      for (int i = blocks; i < n; i++) {
        sum = sum + x[xOffset + i];
      }
      return sum;
    }
  }

  /** As many lanes at a time as a vector of doubles has. */
  public static final class Vector {
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Sum#sum}. */
    public static double sum(int n, float[] x, int xOffset) {
      int blocks = n - n % CanonicalOrder.PARTIALS;
      double sum =
          switch (D.length()) {
            case 8 -> lanes(blocks, x, xOffset, 0);
            case 4 -> lanes(blocks, x, xOffset, 0) + lanes(blocks, x, xOffset, 4);
            default ->
                (lanes(blocks, x, xOffset, 0) + lanes(blocks, x, xOffset, 2))
                    + (lanes(blocks, x, xOffset, 4) + lanes(blocks, x, xOffset, 6));
          };
      return Scalar.addRest(sum, blocks, n, x, xOffset);
    }

    /** As in the scalar form, for the lanes from {@code lane} on, and their sum. */
    private static double lanes(int blocks, float[] x, int xOffset, int lane) {
      DoubleVector a0 = DoubleVector.zero(D);
      DoubleVector a1 = a0;
      DoubleVector a2 = a0;
      DoubleVector a3 = a0;
      for (int i = lane; i < blocks; i += CanonicalOrder.PARTIALS) {
        FloatVector x0 = FloatVector.fromArray(H, x, xOffset + i);
        a0 = a0.add((DoubleVector) x0.convertShape(VectorOperators.F2D, D, 0));
        FloatVector x1 = FloatVector.fromArray(H, x, xOffset + i + 8);
        a1 = a1.add((DoubleVector) x1.convertShape(VectorOperators.F2D, D, 0));
        FloatVector x2 = FloatVector.fromArray(H, x, xOffset + i + 16);
        a2 = a2.add((DoubleVector) x2.convertShape(VectorOperators.F2D, D, 0));
        FloatVector x3 = FloatVector.fromArray(H, x, xOffset + i + 24);
        a3 = a3.add((DoubleVector) x3.convertShape(VectorOperators.F2D, D, 0));
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
