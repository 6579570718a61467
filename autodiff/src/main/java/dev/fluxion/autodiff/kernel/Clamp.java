package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Limits every element to an interval, and its gradient.
 *
 * <p>Formula: {@code y = min(max(x, low), high)}; {@code dx ← dx + (low ≤ x ≤ high ? dy : 0)}, so
 * the slope is 1 on the edges. NaN gives NaN, with slope 0.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. {@code y}
 * may be {@code x}, else the arrays must not overlap.
 *
 * <p>Source: IEEE 754-2019, operations minimum and maximum.
 */
public final class Clamp {
  private Clamp() {}

  /** {@code y ← min(max(x, low), high)} for {@code n} elements. */
  public static void clamp(
      int n, float low, float high, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.clamp(n, low, high, x, xOffset, y, yOffset);
    } else {
      Scalar.clamp(n, low, high, x, xOffset, y, yOffset);
    }
  }

  /** {@code dx ← dx + (low ≤ x ≤ high ? dy : 0)} for {@code n} elements. */
  public static void clampBackward(
      int n,
      float low,
      float high,
      float[] x,
      int xOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("dy", dy.length, dyOffset, n);
    Check.range("dx", dx.length, dxOffset, n);
    if (Simd.pays(n)) {
      Vector.clampBackward(n, low, high, x, xOffset, dy, dyOffset, dx, dxOffset);
    } else {
      Scalar.clampBackward(n, low, high, x, xOffset, dy, dyOffset, dx, dxOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Clamp#clamp}. */
    public static void clamp(
        int n, float low, float high, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = Math.min(Math.max(x[xOffset + i], low), high);
      }
    }

    /** See {@link Clamp#clampBackward}. */
    public static void clampBackward(
        int n,
        float low,
        float high,
        float[] x,
        int xOffset,
        float[] dy,
        int dyOffset,
        float[] dx,
        int dxOffset) {
      for (int i = 0; i < n; i++) {
        float v = x[xOffset + i];
        float s = v >= low && v <= high ? dy[dyOffset + i] : 0f;
        dx[dxOffset + i] += s;
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Clamp#clamp}. */
    public static void clamp(
        int n, float low, float high, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.max(low).min(high).intoArray(y, yOffset + i);
      }
      Scalar.clamp(n - i, low, high, x, xOffset + i, y, yOffset + i);
    }

    /** See {@link Clamp#clampBackward}. */
    public static void clampBackward(
        int n,
        float low,
        float high,
        float[] x,
        int xOffset,
        float[] dy,
        int dyOffset,
        float[] dx,
        int dxOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vdy = FloatVector.fromArray(S, dy, dyOffset + i);
        FloatVector vdx = FloatVector.fromArray(S, dx, dxOffset + i);
        FloatVector s = FloatVector.zero(S).blend(vdy, vx.compare(VectorOperators.GE, low));
        s = FloatVector.zero(S).blend(s, vx.compare(VectorOperators.LE, high));
        vdx.add(s).intoArray(dx, dxOffset + i);
      }
      Scalar.clampBackward(n - i, low, high, x, xOffset + i, dy, dyOffset + i, dx, dxOffset + i);
    }
  }
}
