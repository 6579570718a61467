package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rectifier and its gradient.
 *
 * <p>Formulas: {@code y = max(x, 0)}; {@code dx ← dx + (x > 0 ? dy : 0)}, so the slope at the kink
 * is 0. NaN gives NaN. Elementwise, the same bits on every width.
 */
public final class Relu {
  private Relu() {}

  /** {@code y ← relu(x)} for {@code n} elements; {@code y} may be {@code x}. */
  public static void relu(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.relu(n, x, xOffset, y, yOffset);
    } else {
      Scalar.relu(n, x, xOffset, y, yOffset);
    }
  }

  /** {@code dx ← dx + (x > 0 ? dy : 0)} for {@code n} elements. */
  public static void reluBackward(
      int n, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("dy", dy.length, dyOffset, n);
    Check.range("dx", dx.length, dxOffset, n);
    if (Simd.pays(n)) {
      Vector.reluBackward(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    } else {
      Scalar.reluBackward(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    }
  }

  /** {@code dy ← y > 0 ? dy : 0} for {@code n} elements. */
  public static void reluSlope(int n, float[] y, int yOffset, float[] dy, int dyOffset) {
    Check.range("y", y.length, yOffset, n);
    Check.range("dy", dy.length, dyOffset, n);
    if (Simd.pays(n)) {
      Vector.reluSlope(n, y, yOffset, dy, dyOffset);
    } else {
      Scalar.reluSlope(n, y, yOffset, dy, dyOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Relu#relu}. */
    public static void relu(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = Math.max(x[xOffset + i], 0f);
      }
    }

    /** See {@link Relu#reluBackward}. */
    public static void reluBackward(
        int n, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
      for (int i = 0; i < n; i++) {
        dx[dxOffset + i] += x[xOffset + i] > 0f ? dy[dyOffset + i] : 0f;
      }
    }

    /** See {@link Relu#reluSlope}. */
    public static void reluSlope(int n, float[] y, int yOffset, float[] dy, int dyOffset) {
      for (int i = 0; i < n; i++) {
        dy[dyOffset + i] = y[yOffset + i] > 0f ? dy[dyOffset + i] : 0f;
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Relu#relu}. */
    public static void relu(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.max(0f).intoArray(y, yOffset + i);
      }
      Scalar.relu(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** See {@link Relu#reluBackward}. */
    public static void reluBackward(
        int n, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector vdy = FloatVector.fromArray(S, dy, dyOffset + i);
        FloatVector vdx = FloatVector.fromArray(S, dx, dxOffset + i);
        vdx.add(FloatVector.zero(S).blend(vdy, vx.compare(VectorOperators.GT, 0f)))
            .intoArray(dx, dxOffset + i);
      }
      Scalar.reluBackward(n - i, x, xOffset + i, dy, dyOffset + i, dx, dxOffset + i);
    }

    /** See {@link Relu#reluSlope}. */
    public static void reluSlope(int n, float[] y, int yOffset, float[] dy, int dyOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        FloatVector vdy = FloatVector.fromArray(S, dy, dyOffset + i);
        FloatVector.zero(S)
            .blend(vdy, vy.compare(VectorOperators.GT, 0f))
            .intoArray(dy, dyOffset + i);
      }
      Scalar.reluSlope(n - i, y, yOffset + i, dy, dyOffset + i);
    }
  }
}
