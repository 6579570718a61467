package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Absolute value and its gradient.
 *
 * <p>Formula: {@code y = |x|}; {@code dx ← dx + (x > 0 ? dy : x < 0 ? -dy : 0)}, so the slope at
 * the kink is 0, and at NaN.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. {@code y}
 * may be {@code x}, else the arrays must not overlap.
 *
 * <p>Source: IEEE 754-2019.
 */
public final class Absolute {
  private Absolute() {}

  /** {@code y ← |x|} for {@code n} elements. */
  public static void absolute(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.absolute(n, x, xOffset, y, yOffset);
    } else {
      Scalar.absolute(n, x, xOffset, y, yOffset);
    }
  }

  /** {@code dx ← dx + sign(x)·dy} for {@code n} elements. */
  public static void absoluteBackward(
      int n, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("dy", dy.length, dyOffset, n);
    Check.range("dx", dx.length, dxOffset, n);
    if (Simd.pays(n)) {
      Vector.absoluteBackward(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    } else {
      Scalar.absoluteBackward(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Absolute#absolute}. */
    public static void absolute(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = Math.abs(x[xOffset + i]);
      }
    }

    /** See {@link Absolute#absoluteBackward}. */
    public static void absoluteBackward(
        int n, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
      for (int i = 0; i < n; i++) {
        float v = x[xOffset + i];
        float s = v > 0f ? dy[dyOffset + i] : v < 0f ? -dy[dyOffset + i] : 0f;
        dx[dxOffset + i] += s;
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Absolute#absolute}. */
    public static void absolute(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.abs().intoArray(y, yOffset + i);
      }
      Scalar.absolute(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** See {@link Absolute#absoluteBackward}. */
    public static void absoluteBackward(
        int n, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vdy = FloatVector.fromArray(S, dy, dyOffset + i);
        FloatVector vdx = FloatVector.fromArray(S, dx, dxOffset + i);
        FloatVector s = FloatVector.zero(S).blend(vdy, vx.compare(VectorOperators.GT, 0f));
        s = s.blend(vdy.neg(), vx.compare(VectorOperators.LT, 0f));
        vdx.add(s).intoArray(dx, dxOffset + i);
      }
      Scalar.absoluteBackward(n - i, x, xOffset + i, dy, dyOffset + i, dx, dxOffset + i);
    }
  }
}
