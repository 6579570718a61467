package dev.fluxion.autodiff.kernel;

/**
 * Where the smallest element of a vector stands.
 *
 * <p>Formula: {@code min {i : xᵢ = min x}}: of equal elements the first wins, and zeros of both
 * signs are equal. If there is NaN, it is the first NaN. Without elements it is −1.
 *
 * <p>Agreement: exact; finds the smallest element, then its first place, by {@link Min} and {@link
 * FirstIndex}.
 *
 * <p>Source: C. Harris et al., Array programming with NumPy, 2020 (the rules for ties and NaN).
 */
public final class ArgMin {
  private ArgMin() {}

  /** The index of the first smallest element, counted from {@code xOffset}. */
  public static int argMin(int n, float[] x, int xOffset) {
    return FirstIndex.of(Min.min(n, x, xOffset), n, x, xOffset);
  }
}
