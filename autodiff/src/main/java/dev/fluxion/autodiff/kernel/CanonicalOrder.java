package dev.fluxion.autodiff.kernel;

/**
 * The one order in which reductions add, the same for every vector width and for scalar code.
 *
 * <p>A reduction has {@code P} partial sums, which start at +0, and takes its terms in groups of
 * {@code G}:
 *
 * <ol>
 *   <li>Of the whole groups, term {@code i} is added to partial sum {@code i mod P}, in order of
 *       {@code i}.
 *   <li>The upper half of the partial sums is added onto the lower, {@code p[j] + p[j + P/2]},
 *       again and again until eight are left.
 *   <li>These are added in neighbouring pairs: {@code ((p0 + p1) + (p2 + p3)) + ((p4 + p5) + (p6 +
 *       p7))}.
 *   <li>The rest, fewer than {@code G} terms, is added one by one in a chain of its own, which
 *       starts at +0; the sum of the chain is added last.
 * </ol>
 *
 * <table>
 * <caption>The reductions</caption>
 * <tr><th>accumulated in</th><th>P</th><th>G</th><th>kernels</th></tr>
 * <tr><td>double</td><td>32</td><td>32</td><td>{@link Dot}, {@link Norm}, {@link Sum}, {@link
 * AbsoluteSum}, {@link SquaredDistance}, and what is built on them</td></tr>
 * <tr><td>float</td><td>64</td><td>16</td><td>{@link FloatDot}</td></tr>
 * <tr><td>float</td><td>16</td><td>16</td><td>the rows of {@link Gemv}</td></tr>
 * </table>
 *
 * <p>Thirty-two doubles are four vectors of 512 bits or eight of 256, in one pass over the data.
 * With 128 bits there are two passes, and scalar code takes eight. Every pass ends in one number
 * and there are no masks: a vector that is handed from method to method, and a mask on narrow
 * hardware, may be boxed, which allocates and is slower than scalar code. The chain runs beside the
 * vectors.
 */
final class CanonicalOrder {
  /** Number of partial sums of a reduction in double, and of terms in a group. */
  static final int PARTIALS = 32;

  private CanonicalOrder() {}

  /** The number of terms in whole groups of {@link #PARTIALS}. */
  static int grouped(int n) {
    return n & -PARTIALS;
  }

  /** Eight sums, added in neighbouring pairs. */
  static double pairs(
      double p0, double p1, double p2, double p3, double p4, double p5, double p6, double p7) {
    return ((p0 + p1) + (p2 + p3)) + ((p4 + p5) + (p6 + p7));
  }

  /** Eight sums, added in neighbouring pairs. */
  static float pairs(
      float p0, float p1, float p2, float p3, float p4, float p5, float p6, float p7) {
    return ((p0 + p1) + (p2 + p3)) + ((p4 + p5) + (p6 + p7));
  }
}
