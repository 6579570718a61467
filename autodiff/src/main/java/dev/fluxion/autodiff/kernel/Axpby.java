package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Weighted sum of two vectors, onto the second (BLAS axpby).
 *
 * <p>Formula: {@code y ← alpha·x + beta·y}; {@code beta·y} is rounded, then the rest once (FMA).
 * {@code y} is read even where {@code beta} is 0.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. {@code x}
 * and {@code y} may be the same elements, else they must not overlap.
 *
 * <p>Source: S. Blackford et al., An Updated Set of Basic Linear Algebra Subprograms, 2002.
 */
public final class Axpby {
  private Axpby() {}

  /** {@code y ← alpha·x + beta·y} for {@code n} elements. */
  public static void axpby(
      int n, float alpha, float beta, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.axpby(n, alpha, beta, x, xOffset, y, yOffset);
    } else {
      Scalar.axpby(n, alpha, beta, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Axpby#axpby}. */
    public static void axpby(
        int n, float alpha, float beta, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = Fma.fma(x[xOffset + i], alpha, y[yOffset + i] * beta);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Axpby#axpby}. */
    public static void axpby(
        int n, float alpha, float beta, float[] x, int xOffset, float[] y, int yOffset) {
      FloatVector valpha = FloatVector.broadcast(S, alpha);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        vx.fma(valpha, vy.mul(beta)).intoArray(y, yOffset + i);
      }
      Scalar.axpby(n - i, alpha, beta, x, xOffset + i, y, yOffset + i);
    }
  }
}
