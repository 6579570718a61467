package dev.fluxion.autodiff.kernel;

/**
 * The one order in which all double-accumulated reductions add.
 *
 * <p>Of the first {@code n - n mod 32} elements, element {@code i} is added to partial sum {@code
 * p[i mod 32]}, in order of {@code i}. Then the upper half of the partial sums is added onto the
 * lower, 16 onto 16 and 8 onto 8, and the eight sums that are left are added in neighbouring pairs:
 * to four, to two, to one. To that the rest, fewer than 32 elements, is added one by one.
 *
 * <p>Thirty-two doubles are four vectors of 512 bits, eight of 256, sixteen of 128, so every width
 * can keep the same partial sums. Kernels keep four accumulators at lane distances 0, 8, 16, 24,
 * which they fold themselves to sums of {@code p0 … p7}; wide vectors hold all eight at once,
 * narrower ones take 2 or 4 passes over the data, scalar code takes 8. Every pass ends in one
 * double, and there are no masks: a vector that is handed from method to method, and a mask on
 * narrow hardware, may be boxed, which allocates and is slower than scalar code.
 */
final class CanonicalOrder {
  /** Number of partial sums. */
  static final int PARTIALS = 32;

  private CanonicalOrder() {}

  /** The last three folds, of eight sums to one. */
  static double fold(
      double p0, double p1, double p2, double p3, double p4, double p5, double p6, double p7) {
    return ((p0 + p1) + (p2 + p3)) + ((p4 + p5) + (p6 + p7));
  }
}
