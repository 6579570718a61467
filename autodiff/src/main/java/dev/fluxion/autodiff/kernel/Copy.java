package dev.fluxion.autodiff.kernel;

/**
 * Copies a vector (BLAS-1 copy).
 *
 * <p>Formula: {@code y ← x}. Copies bits; {@code x} and {@code y} may overlap. The JDK's own copy
 * is as fast as the memory, so there is one form only.
 *
 * <p>Source: C. Lawson et al., Basic Linear Algebra Subprograms for Fortran Usage, 1979.
 */
public final class Copy {
  private Copy() {}

  /** {@code y ← x} for {@code n} elements. */
  public static void copy(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    System.arraycopy(x, xOffset, y, yOffset, n);
  }
}
