package dev.fluxion.autodiff.kernel;

import java.util.Arrays;

/**
 * Sets all elements of a vector to one number.
 *
 * <p>Formula: {@code x ← alpha}. C2 vectorizes the JDK's own loop, so there is one form only.
 *
 * <p>Source: {@link Arrays#fill(float[], int, int, float)}.
 */
public final class Fill {
  private Fill() {}

  /** {@code x ← alpha} for {@code n} elements. */
  public static void fill(int n, float alpha, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    Arrays.fill(x, xOffset, xOffset + n, alpha);
  }
}
