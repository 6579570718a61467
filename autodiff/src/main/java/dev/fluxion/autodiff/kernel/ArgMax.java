package dev.fluxion.autodiff.kernel;

/**
 * Where the largest element of a vector stands.
 *
 * <p>Formula: {@code min {i : xᵢ = max x}}: of equal elements the first wins, and zeros of both
 * signs are equal. If there is NaN, it is the first NaN. Without elements it is −1.
 *
 * <p>Agreement: exact; finds the largest element, then its first place, by {@link Max} and {@link
 * FirstIndex}.
 *
 * <p>Source: C. Harris et al., Array programming with NumPy, 2020 (the rules for ties and NaN).
 */
public final class ArgMax {
  private ArgMax() {}

  /** The index of the first largest element, counted from {@code xOffset}. */
  public static int argMax(int n, float[] x, int xOffset) {
    return FirstIndex.of(Max.max(n, x, xOffset), n, x, xOffset);
  }
}
