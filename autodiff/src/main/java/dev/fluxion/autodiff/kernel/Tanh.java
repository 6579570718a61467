package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Hyperbolic tangent and its gradient.
 *
 * <p>Formulas: for {@code |x| < 0.6} the odd polynomial {@code x + x³·p(x²)}, otherwise {@code ±(1
 * - 2 / (exp(2|x|) + 1))} with the exponential of {@link Exp}; {@code dx ← dx + dy·(1 - y²)}.
 */
public final class Tanh {
  private static final float SPLIT = 0.6f;
  private static final float LARGEST = 20f; // of 2|x|; beyond, tanh x rounds to ±1
  private static final float LN2 = 0.69314718055994531f;
  private static final float ROUNDER = 0x1.8p23f + 127; // adding it leaves n + 127 in the last bits
  private static final float C3 = -0x1.55553ep-2f;
  private static final float C5 = 0x1.1109bep-3f;
  private static final float C7 = -0x1.b89abap-5f;
  private static final float C9 = 0x1.54c3c2p-6f;
  private static final float C11 = -0x1.828776p-8f;

  private Tanh() {}

  /** {@code y ← tanh(x)} for {@code n} elements; {@code y} may be {@code x}. */
  public static void tanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.tanh(n, x, xOffset, y, yOffset);
    } else {
      Scalar.tanh(n, x, xOffset, y, yOffset);
    }
  }

  /** {@code dx ← dx + dy·(1 - y²)} for {@code n} elements. */
  public static void tanhBackward(
      int n, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
    Check.range("y", y.length, yOffset, n);
    Check.range("dy", dy.length, dyOffset, n);
    Check.range("dx", dx.length, dxOffset, n);
    if (Simd.pays(n)) {
      Vector.tanhBackward(n, y, yOffset, dy, dyOffset, dx, dxOffset);
    } else {
      Scalar.tanhBackward(n, y, yOffset, dy, dyOffset, dx, dxOffset);
    }
  }

  /** {@code dy ← dy·(1 - y²)} for {@code n} elements. */
  public static void tanhSlope(int n, float[] y, int yOffset, float[] dy, int dyOffset) {
    Check.range("y", y.length, yOffset, n);
    Check.range("dy", dy.length, dyOffset, n);
    if (Simd.pays(n)) {
      Vector.tanhSlope(n, y, yOffset, dy, dyOffset);
    } else {
      Scalar.tanhSlope(n, y, yOffset, dy, dyOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Tanh#tanh}. */
    public static void tanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = tanh(x[xOffset + i]);
      }
    }

    /** See {@link Tanh#tanhBackward}. */
    public static void tanhBackward(
        int n, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
      for (int i = 0; i < n; i++) {
        float slope = Fma.fma(-y[yOffset + i], y[yOffset + i], 1f);
        dx[dxOffset + i] = Fma.fma(dy[dyOffset + i], slope, dx[dxOffset + i]);
      }
    }

    /** See {@link Tanh#tanhSlope}. */
    public static void tanhSlope(int n, float[] y, int yOffset, float[] dy, int dyOffset) {
      for (int i = 0; i < n; i++) {
        dy[dyOffset + i] *= Fma.fma(-y[yOffset + i], y[yOffset + i], 1f);
      }
    }

    /** Hyperbolic tangent of one float. */
    public static float tanh(float x) {
      float a = Math.abs(x);
      float c = a + a > LARGEST ? LARGEST : a + a;
      float t = Fma.fma(c, Exp.LOG2E, ROUNDER);
      float r = Fma.fma(t - ROUNDER, -LN2, c);
      float g = r * r;
      float q = Fma.fma(Fma.fma(Exp.C6, r, Exp.C5), g, Fma.fma(Exp.C4, r, Exp.C3));
      q = Fma.fma(Fma.fma(q, r, Exp.C2), g, r);
      float power = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
      float far = 1f - 2f / Fma.fma(power, q, power + 1f);
      float z = a * a;
      float p = Fma.fma(Fma.fma(C11, z, C9), z, C7);
      p = Fma.fma(Fma.fma(p, z, C5), z, C3);
      float y = a >= SPLIT ? far : Fma.fma(p, z * a, a);
      return Math.copySign(y, x);
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Tanh#tanh}. */
    public static void tanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector a = vx.abs();
        IntVector doubled = a.add(a).reinterpretAsInts();
        FloatVector c = doubled.min(Float.floatToRawIntBits(LARGEST)).reinterpretAsFloats();
        FloatVector t =
            c.fma(FloatVector.broadcast(S, Exp.LOG2E), FloatVector.broadcast(S, ROUNDER));
        FloatVector r = t.sub(ROUNDER).fma(FloatVector.broadcast(S, -LN2), c);
        FloatVector g = r.mul(r);
        FloatVector low = r.fma(FloatVector.broadcast(S, Exp.C4), FloatVector.broadcast(S, Exp.C3));
        FloatVector q = r.fma(FloatVector.broadcast(S, Exp.C6), FloatVector.broadcast(S, Exp.C5));
        q = q.fma(g, low).fma(r, FloatVector.broadcast(S, Exp.C2)).fma(g, r);
        FloatVector power =
            t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        FloatVector far = FloatVector.broadcast(S, 2f).div(power.fma(q, power.add(1f)));
        far = FloatVector.broadcast(S, 1f).sub(far);
        FloatVector z = a.mul(a);
        FloatVector p = z.fma(FloatVector.broadcast(S, C11), FloatVector.broadcast(S, C9));
        p = p.fma(z, FloatVector.broadcast(S, C7));
        p = p.fma(z, FloatVector.broadcast(S, C5));
        p = p.fma(z, FloatVector.broadcast(S, C3));
        FloatVector near = p.fma(z.mul(a), a);
        FloatVector vy = near.blend(far, a.compare(VectorOperators.GE, SPLIT));
        IntVector sign = vx.reinterpretAsInts().and(Integer.MIN_VALUE);
        vy.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yOffset + i);
      }
      Scalar.tanh(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** See {@link Tanh#tanhBackward}. */
    public static void tanhBackward(
        int n, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        FloatVector vdy = FloatVector.fromArray(S, dy, dyOffset + i);
        FloatVector vdx = FloatVector.fromArray(S, dx, dxOffset + i);
        vdy.fma(vy.neg().fma(vy, FloatVector.broadcast(S, 1f)), vdx).intoArray(dx, dxOffset + i);
      }
      Scalar.tanhBackward(n - i, y, yOffset + i, dy, dyOffset + i, dx, dxOffset + i);
    }

    /** See {@link Tanh#tanhSlope}. */
    public static void tanhSlope(int n, float[] y, int yOffset, float[] dy, int dyOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vy = FloatVector.fromArray(S, y, yOffset + i);
        FloatVector vdy = FloatVector.fromArray(S, dy, dyOffset + i);
        vdy.mul(vy.neg().fma(vy, FloatVector.broadcast(S, 1f))).intoArray(dy, dyOffset + i);
      }
      Scalar.tanhSlope(n - i, y, yOffset + i, dy, dyOffset + i);
    }
  }
}
