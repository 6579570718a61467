package dev.fluxion.autodiff.kernel;

/**
 * Sums over long arrays, taken block by block while a fused step has the block in the nearest
 * cache.
 *
 * <p>Formula: {@code sum + Σ block₀ + Σ block₁ + …}, added in this order; a block is {@value #SIZE}
 * elements (the last one may be shorter), and is itself summed in {@link CanonicalOrder}. The sum
 * of the elements before comes in as {@code sum}, so an array may be summed in chunks: if they end
 * at whole blocks, the bits are the same.
 */
public final class BlockSum {
  /** Elements of a block: 4 kB of floats. */
  public static final int SIZE = 1024;

  private BlockSum() {}

  /** {@code sum + Σ xᵢ²} of {@code n} elements. */
  public static double squares(int n, float[] x, int xOffset, double sum) {
    Check.range("x", x.length, xOffset, n);
    for (int i = 0; i < n; i += SIZE) {
      sum += Dot.sumOfSquares(Math.min(SIZE, n - i), x, xOffset + i);
    }
    return sum;
  }

  /** {@code sum + Σ xᵢ} of {@code n} elements. */
  public static double sum(int n, float[] x, int xOffset, double sum) {
    Check.range("x", x.length, xOffset, n);
    for (int i = 0; i < n; i += SIZE) {
      sum += Sum.sum(Math.min(SIZE, n - i), x, xOffset + i);
    }
    return sum;
  }
}
