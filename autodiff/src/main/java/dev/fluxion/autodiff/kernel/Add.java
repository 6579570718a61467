package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds two vectors elementwise.
 *
 * <p>Formula: {@code z ← x + y}. Every element is computed alone, so all widths give the same bits.
 * The output may be the same array as an input at the same offset.
 */
public final class Add {
  private Add() {}

  /** {@code z ← x + y} for {@code n} elements. */
  public static void add(
      int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    Check.range("z", z.length, zOffset, n);
    if (Simd.pays(n)) {
      Vector.add(n, x, xOffset, y, yOffset, z, zOffset);
    } else {
      Scalar.add(n, x, xOffset, y, yOffset, z, zOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Add#add}. */
    public static void add(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      for (int i = 0; i < n; i++) {
        z[zOffset + i] = x[xOffset + i] + y[yOffset + i];
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Add#add}. */
    public static void add(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        vx.add(vy).intoArray(z, zOffset + i);
      }
      Scalar.add(n - i, x, xOffset + i, y, yOffset + i, z, zOffset + i);
    }
  }
}
