package dev.fluxion.bench.cases;

/**
 * What one call has to do at least: the numbers behind a roofline.
 *
 * <p>Source: S. Williams, A. Waterman, D. Patterson, «Roofline: An Insightful Visual Performance
 * Model for Multicore Architectures», Communications of the ACM 52, 2009.
 *
 * @param items elements worked on
 * @param flops floating-point operations; an FMA is two, a division or a root one
 * @param read bytes that must be read, each operand once
 * @param written bytes that must be written
 * @param footprint bytes of all arrays together: says in which cache the call lives
 */
public record Cost(double items, double flops, double read, double written, double footprint) {
  /** Counts per element. */
  public static Cost perElement(int n, double flops, double read, double written, double arrays) {
    return new Cost(n, n * flops, n * read, n * written, n * arrays);
  }

  /** Bytes moved. */
  public double bytes() {
    return read + written;
  }

  /** Flops per byte. */
  public double intensity() {
    return flops / bytes();
  }

  /** The same work so many times over the same arrays. */
  public Cost repeated(double times) {
    return new Cost(items * times, flops * times, read * times, written * times, footprint);
  }
}
