package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;

/**
 * The one order in which all double-accumulated reductions add.
 *
 * <p>Element {@code i} is added to partial sum {@code p[i mod 32]}, in order of {@code i}. Then the
 * upper half of the partial sums is added onto the lower: 16 onto 16, 8 onto 8, 4, 2, 1. Thirty-two
 * doubles are four vectors of 512 bits, eight of 256, sixteen of 128, so every width can keep the
 * same partial sums. Kernels keep four accumulators at lane distances 0, 8, 16, 24, which they fold
 * themselves to the eight sums {@code p0 … p7}; wide vectors hold all eight at once, narrower ones
 * take 2 or 4 passes over the data, scalar code takes 8.
 */
final class CanonicalOrder {
  /** Number of partial sums. */
  static final int PARTIALS = 32;

  private CanonicalOrder() {}

  /** The last three folds, of eight sums to one. */
  static double fold(
      double p0, double p1, double p2, double p3, double p4, double p5, double p6, double p7) {
    return ((p0 + p4) + (p2 + p6)) + ((p1 + p5) + (p3 + p7));
  }

  /** The folds of vectors, apart, so that scalar code runs where the vector module is absent. */
  static final class Vector {
    private Vector() {}

    /** {@link CanonicalOrder#fold} of one vector with eight lanes. */
    static double fold8(DoubleVector p) {
      return fold(
          p.lane(0), p.lane(1), p.lane(2), p.lane(3), p.lane(4), p.lane(5), p.lane(6), p.lane(7));
    }

    /** {@link CanonicalOrder#fold} of two vectors with four lanes each. */
    static double fold4(DoubleVector p0, DoubleVector p4) {
      DoubleVector p = p0.add(p4);
      return (p.lane(0) + p.lane(2)) + (p.lane(1) + p.lane(3));
    }

    /** {@link CanonicalOrder#fold} of four vectors with two lanes each. */
    static double fold2(DoubleVector p0, DoubleVector p2, DoubleVector p4, DoubleVector p6) {
      DoubleVector p = p0.add(p4).add(p2.add(p6));
      return p.lane(0) + p.lane(1);
    }
  }
}
