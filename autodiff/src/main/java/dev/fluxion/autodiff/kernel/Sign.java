package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sign of every element.
 *
 * <p>Formula: {@code y ← x > 0 ? 1 : x < 0 ? -1 : x}, so that zeros keep their sign and NaN stays.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. {@code y}
 * may be {@code x}, else they must not overlap.
 *
 * <p>Source: the definition of {@link Math#signum(float)}.
 */
public final class Sign {
  private Sign() {}

  /** {@code y ← sign(x)} for {@code n} elements. */
  public static void sign(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.sign(n, x, xOffset, y, yOffset);
    } else {
      Scalar.sign(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Sign#sign}. */
    public static void sign(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        float v = x[xOffset + i];
        y[yOffset + i] = v > 0f ? 1f : v < 0f ? -1f : v;
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Sign#sign}. */
    public static void sign(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector s = vx.blend(1f, vx.compare(VectorOperators.GT, 0f));
        s.blend(-1f, vx.compare(VectorOperators.LT, 0f)).intoArray(y, yOffset + i);
      }
      Scalar.sign(n - i, x, xOffset + i, y, yOffset + i);
    }
  }
}
