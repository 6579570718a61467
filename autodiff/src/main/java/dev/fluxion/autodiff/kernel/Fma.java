package dev.fluxion.autodiff.kernel;

/**
 * Fused multiply-add of floats, correctly rounded on every machine.
 *
 * <p>Formula: {@code a·b + c}, rounded once. Where the processor has the instruction, this is
 * {@link Math#fma(float, float, float)}. Where it has not, {@code Math.fma} falls back to
 * BigDecimal, a thousand times slower; here the product is formed exactly in double, added with
 * rounding to odd, and rounded to float, which gives the same bits.
 *
 * <p>Source: S. Boldo, G. Melquiond, «Emulation of a FMA and correctly rounded sums: proved
 * algorithms using rounding to odd», IEEE Transactions on Computers, 2008.
 */
public final class Fma {
  private Fma() {}

  /** {@code a·b + c}, rounded once. */
  public static float fma(float a, float b, float c) {
    return Simd.FMA ? Math.fma(a, b, c) : emulated(a, b, c);
  }

  /** The form for processors without the instruction. */
  static float emulated(float a, float b, float c) {
    double product = (double) a * b; // exact: 24 + 24 bits fit into 53
    double sum = product + c;
    double part = sum - product;
    double error = (product - (sum - part)) + (c - part); // exact (Knuth's two-sum)
    if (error != 0 && (Double.doubleToRawLongBits(sum) & 1) == 0) {
      // Not exact and even: go to the odd neighbour on the side of the true sum.
      sum = error > 0 ? Math.nextUp(sum) : Math.nextDown(sum);
    }
    return (float) sum;
  }
}
