package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gaussian error linear unit, exact and in its tanh form.
 *
 * <p>Formulas: {@code gelu(x) = x·Φ(x)} with the normal distribution function {@code Φ(-a) =
 * exp(-a²/2)·p(t) / (1 + 2.5a)}, {@code t = (a - 5) / (a + 5)}, for {@code a ≥ 0}, and {@code Φ(a)
 * = 1 - Φ(-a)}; {@code geluTanh(x) = x·(1 + tanh(u))/2 = x / (1 + exp(-2u))} with {@code u =
 * √(2/π)·(x + 0.044715·x³)}. Both in double with eˣ as in {@link DoubleExp}, then rounded to float.
 */
public final class Gelu {
  private static final float LARGE = 20; // of |x|; beyond, both forms round to x or -0
  private static final double LINEAR = 1.5957691216057308; // 2·√(2/π)
  private static final double CUBIC = LINEAR * 0.044715;
  private static final double C0 = 1.0384106171619916;
  private static final double C1 = -0.013694371170858295;
  private static final double C2 = -0.09652729654149717;
  private static final double C3 = 0.1463316656466276;
  private static final double C4 = -0.13778566045041638;
  private static final double C5 = 0.09646378720461224;
  private static final double C6 = -0.051412454442762295;
  private static final double C7 = 0.019869702894031237;
  private static final double C8 = -0.004525575099812927;
  private static final double C9 = -0.0001728388704899658;
  private static final double C10 = 0.0005701886704035314;
  private static final double C11 = -0.00013520913783876488;
  private static final double C12 = -6.708272142073587e-05;

  private Gelu() {}

  /** {@code y ← x·Φ(x)} for {@code n} elements; {@code y} may be {@code x}. */
  public static void gelu(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.gelu(n, x, xOffset, y, yOffset);
    } else {
      Scalar.gelu(n, x, xOffset, y, yOffset);
    }
  }

  /** {@code y ← x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2}; {@code y} may be {@code x}. */
  public static void geluTanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.geluTanh(n, x, xOffset, y, yOffset);
    } else {
      Scalar.geluTanh(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Gelu#gelu}. */
    public static void gelu(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = gelu(x[xOffset + i]);
      }
    }

    /** x·Φ(x) of one float. */
    public static float gelu(float x) {
      if (!(Math.abs(x) < LARGE)) {
        return x < 0f ? -0f : x;
      }
      double a = Math.abs(x);
      double tail =
          DoubleExp.Scalar.exp(a * a * -0.5) * (scaledTail((a - 5) / (a + 5)) / (a * 2.5 + 1));
      return Math.copySign((float) (Math.max(x, 0) - a * tail), x);
    }

    /** See {@link Gelu#geluTanh}. */
    public static void geluTanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = geluTanh(x[xOffset + i]);
      }
    }

    /** The tanh form of one float. */
    public static float geluTanh(float x) {
      if (!(Math.abs(x) < LARGE)) {
        return x < 0f ? -0f : x;
      }
      double u = (double) x * x * (x * -CUBIC) - x * LINEAR;
      return (float) (x / (DoubleExp.Scalar.exp(u) + 1));
    }

    /** {@code (1 - Φ(a))·exp(a²/2)·(1 + 2.5a)} with {@code t = (a - 5) / (a + 5)}. */
    private static double scaledTail(double t) {
      double z = t * t;
      double g = z * z;
      double low = z * (t * C3 + C2) + (t * C1 + C0);
      double middle = z * (t * C7 + C6) + (t * C5 + C4);
      double high = z * (t * C11 + C10) + (t * C9 + C8);
      return g * (g * (g * C12 + high) + middle) + low;
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Gelu#gelu}. */
    public static void gelu(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vf = FloatVector.fromArray(S, x, xOffset + i);
        if (vf.abs().compare(VectorOperators.LT, LARGE).allTrue()) {
          ordinary(x, xOffset + i, y, yOffset + i);
        } else {
          Scalar.gelu(S.length(), x, xOffset + i, y, yOffset + i);
        }
      }
      Scalar.gelu(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** One vector of ordinary numbers; a call of its own, see {@link Species}. */
    private static void ordinary(float[] x, int xOffset, float[] y, int yOffset) {
      for (int j = 0; j < S.length(); j += D.length()) {
        FloatVector floats = FloatVector.fromArray(H, x, xOffset + j);
        DoubleVector vx = (DoubleVector) floats.convertShape(VectorOperators.F2D, D, 0);
        DoubleVector a = vx.abs();
        DoubleVector e = DoubleExp.Vector.exp(a.mul(a).mul(-0.5));
        DoubleVector t = a.sub(5).div(a.add(5));
        DoubleVector z = t.mul(t);
        DoubleVector g = z.mul(z);
        DoubleVector low = z.mul(t.mul(C3).add(C2)).add(t.mul(C1).add(C0));
        DoubleVector middle = z.mul(t.mul(C7).add(C6)).add(t.mul(C5).add(C4));
        DoubleVector high = z.mul(t.mul(C11).add(C10)).add(t.mul(C9).add(C8));
        DoubleVector p = g.mul(g.mul(g.mul(C12).add(high)).add(middle)).add(low);
        DoubleVector d = vx.max(0).sub(a.mul(e.mul(p.div(a.mul(2.5).add(1)))));
        LongVector sign = vx.reinterpretAsLongs().and(Long.MIN_VALUE);
        DoubleVector vy = d.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
        ((FloatVector) vy.convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + j);
      }
    }

    /** See {@link Gelu#geluTanh}. */
    public static void geluTanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vf = FloatVector.fromArray(S, x, xOffset + i);
        if (vf.abs().compare(VectorOperators.LT, LARGE).allTrue()) {
          ordinaryTanh(x, xOffset + i, y, yOffset + i);
        } else {
          Scalar.geluTanh(S.length(), x, xOffset + i, y, yOffset + i);
        }
      }
      Scalar.geluTanh(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** One vector of ordinary numbers; a call of its own, see {@link Species}. */
    private static void ordinaryTanh(float[] x, int xOffset, float[] y, int yOffset) {
      for (int j = 0; j < S.length(); j += D.length()) {
        FloatVector floats = FloatVector.fromArray(H, x, xOffset + j);
        DoubleVector vx = (DoubleVector) floats.convertShape(VectorOperators.F2D, D, 0);
        DoubleVector u = vx.mul(vx).mul(vx.mul(-CUBIC)).sub(vx.mul(LINEAR));
        DoubleVector vy = vx.div(DoubleExp.Vector.exp(u).add(1));
        ((FloatVector) vy.convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + j);
      }
    }
  }
}
