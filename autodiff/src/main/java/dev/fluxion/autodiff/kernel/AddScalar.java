package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds a number to every element of a vector.
 *
 * <p>Formula: {@code x ← x + alpha}. Every element is computed alone, so all widths give the same
 * bits.
 */
public final class AddScalar {
  private AddScalar() {}

  /** {@code x ← x + alpha} for {@code n} elements. */
  public static void addScalar(int n, float alpha, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    if (Simd.pays(n)) {
      Vector.addScalar(n, alpha, x, xOffset);
    } else {
      Scalar.addScalar(n, alpha, x, xOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link AddScalar#addScalar}. */
    public static void addScalar(int n, float alpha, float[] x, int xOffset) {
      for (int i = 0; i < n; i++) {
        x[xOffset + i] = x[xOffset + i] + alpha;
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link AddScalar#addScalar}. */
    public static void addScalar(int n, float alpha, float[] x, int xOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.add(alpha).intoArray(x, xOffset + i);
      }
      Scalar.addScalar(n - i, alpha, x, xOffset + i);
    }
  }
}
