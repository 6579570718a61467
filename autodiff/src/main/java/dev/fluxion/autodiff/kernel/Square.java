package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Square and its gradient.
 *
 * <p>Formulas: {@code y = x²}; {@code dx ← dx + 2x·dy}, rounded once (FMA). Elementwise, the same
 * bits on every width.
 */
public final class Square {
  private Square() {}

  /** {@code y ← square(x)} for {@code n} elements; {@code y} may be {@code x}. */
  public static void square(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.square(n, x, xOffset, y, yOffset);
    } else {
      Scalar.square(n, x, xOffset, y, yOffset);
    }
  }

  /** {@code dx ← dx + 2x·dy} for {@code n} elements. */
  public static void squareBackward(
      int n, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("dy", dy.length, dyOffset, n);
    Check.range("dx", dx.length, dxOffset, n);
    if (Simd.pays(n)) {
      Vector.squareBackward(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    } else {
      Scalar.squareBackward(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Square#square}. */
    public static void square(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = x[xOffset + i] * x[xOffset + i];
      }
    }

    /** See {@link Square#squareBackward}. */
    public static void squareBackward(
        int n, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
      for (int i = 0; i < n; i++) {
        dx[dxOffset + i] = Fma.fma(2f * x[xOffset + i], dy[dyOffset + i], dx[dxOffset + i]);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Square#square}. */
    public static void square(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.mul(vx).intoArray(y, yOffset + i);
      }
      Scalar.square(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** See {@link Square#squareBackward}. */
    public static void squareBackward(
        int n, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vdy = FloatVector.fromArray(S, dy, dyOffset + i);
        FloatVector vdx = FloatVector.fromArray(S, dx, dxOffset + i);
        vx.mul(2f).fma(vdy, vdx).intoArray(dx, dxOffset + i);
      }
      Scalar.squareBackward(n - i, x, xOffset + i, dy, dyOffset + i, dx, dxOffset + i);
    }
  }
}
