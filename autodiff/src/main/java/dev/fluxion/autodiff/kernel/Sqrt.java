package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Square root.
 *
 * <p>Formula: {@code √x}, correctly rounded by the processor; NaN for {@code x < 0}.
 */
public final class Sqrt {
  private Sqrt() {}

  /** {@code y ← √x} for {@code n} elements; {@code y} may be {@code x}. */
  public static void sqrt(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.sqrt(n, x, xOffset, y, yOffset);
    } else {
      Scalar.sqrt(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Sqrt#sqrt}. */
    public static void sqrt(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = sqrt(x[xOffset + i]);
      }
    }

    /** √x of one float. */
    public static float sqrt(float x) {
      return (float) Math.sqrt(x);
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Sqrt#sqrt}. */
    public static void sqrt(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.sqrt().intoArray(y, yOffset + i);
      }
      Scalar.sqrt(n - i, x, xOffset + i, y, yOffset + i);
    }
  }
}
