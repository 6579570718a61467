package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds the elementwise product of two vectors to a third.
 *
 * <p>Formula: {@code z ← x·y + z}. Every element is computed alone, so all widths give the same
 * bits. Rounded once (FMA). {@code z} may be the same elements as {@code x} or {@code y}.
 */
public final class MultiplyAdd {
  private MultiplyAdd() {}

  /** {@code z ← x·y + z} for {@code n} elements. */
  public static void multiplyAdd(
      int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    Check.range("z", z.length, zOffset, n);
    if (Simd.pays(n)) {
      Vector.multiplyAdd(n, x, xOffset, y, yOffset, z, zOffset);
    } else {
      Scalar.multiplyAdd(n, x, xOffset, y, yOffset, z, zOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link MultiplyAdd#multiplyAdd}. */
    public static void multiplyAdd(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      for (int i = 0; i < n; i++) {
        z[zOffset + i] = Fma.fma(x[xOffset + i], y[yOffset + i], z[zOffset + i]);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link MultiplyAdd#multiplyAdd}. */
    public static void multiplyAdd(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        FloatVector vz = FloatVector.fromArray(S, z, zOffset + i);
        vx.fma(vy, vz).intoArray(z, zOffset + i);
      }
      Scalar.multiplyAdd(n - i, x, xOffset + i, y, yOffset + i, z, zOffset + i);
    }
  }
}
