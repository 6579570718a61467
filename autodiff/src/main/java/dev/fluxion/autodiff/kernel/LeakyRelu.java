package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Leaky rectifier and its gradient.
 *
 * <p>Formula: {@code y = x > 0 ? x : slope·x}; {@code dx ← dx + (x > 0 ? dy : slope·dy)}, so the
 * slope at the kink is that of the left side.
 *
 * <p>Agreement: exact; every element is computed alone, so all forms give the same bits. {@code y}
 * may be {@code x}, else the arrays must not overlap.
 *
 * <p>Source: A. Maas, A. Hannun, A. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic
 * Models, 2013.
 */
public final class LeakyRelu {
  private LeakyRelu() {}

  /** {@code y ← leakyRelu(x)} for {@code n} elements. */
  public static void leakyRelu(int n, float slope, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.leakyRelu(n, slope, x, xOffset, y, yOffset);
    } else {
      Scalar.leakyRelu(n, slope, x, xOffset, y, yOffset);
    }
  }

  /** {@code dx ← dx + (x > 0 ? dy : slope·dy)} for {@code n} elements. */
  public static void leakyReluBackward(
      int n,
      float slope,
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
      Vector.leakyReluBackward(n, slope, x, xOffset, dy, dyOffset, dx, dxOffset);
    } else {
      Scalar.leakyReluBackward(n, slope, x, xOffset, dy, dyOffset, dx, dxOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link LeakyRelu#leakyRelu}. */
    public static void leakyRelu(
        int n, float slope, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        float v = x[xOffset + i];
        y[yOffset + i] = v > 0f ? v : slope * v;
      }
    }

    /** See {@link LeakyRelu#leakyReluBackward}. */
    public static void leakyReluBackward(
        int n,
        float slope,
        float[] x,
        int xOffset,
        float[] dy,
        int dyOffset,
        float[] dx,
        int dxOffset) {
      for (int i = 0; i < n; i++) {
        float d = dy[dyOffset + i];
        dx[dxOffset + i] += x[xOffset + i] > 0f ? d : slope * d;
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link LeakyRelu#leakyRelu}. */
    public static void leakyRelu(
        int n, float slope, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        vx.mul(slope).blend(vx, vx.compare(VectorOperators.GT, 0f)).intoArray(y, yOffset + i);
      }
      Scalar.leakyRelu(n - i, slope, x, xOffset + i, y, yOffset + i);
    }

    /** See {@link LeakyRelu#leakyReluBackward}. */
    public static void leakyReluBackward(
        int n,
        float slope,
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
        FloatVector s = vdy.mul(slope).blend(vdy, vx.compare(VectorOperators.GT, 0f));
        vdx.add(s).intoArray(dx, dxOffset + i);
      }
      Scalar.leakyReluBackward(n - i, slope, x, xOffset + i, dy, dyOffset + i, dx, dxOffset + i);
    }
  }
}
