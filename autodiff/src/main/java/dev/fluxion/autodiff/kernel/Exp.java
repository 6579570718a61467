package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential function of floats, identical in scalar and vector form.
 *
 * <p>Formula: {@code eˣ = 2ⁿ·eʳ} with {@code n = round(x / ln 2)}, {@code r = x - n·ln 2} in two
 * pieces (Cody and Waite), and a polynomial for {@code eʳ} on {@code |r| ≤ ln 2 / 2}. {@code 2ⁿ} is
 * multiplied in two halves so that subnormal results are rounded once and overflow gives ∞.
 *
 * <p>Source: S. Moshier, Cephes Mathematical Library, {@code expf.c}, 1989 (the polynomial). The
 * error stays below 1.02 ulp. NaN gives NaN, −∞ gives 0, ∞ gives ∞.
 */
public final class Exp {
  private static final float LOG2E = 1.44269504088896341f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float ROUNDER = 12583039f; // 1.5·2²³ + 127: see power
  private static final float LARGEST = 89f; // eˣ overflows
  static final float SMALLEST = -104.5f; // eˣ underflows to 0
  private static final float C2 = 5.0000001201e-1f;
  private static final float C3 = 1.6666665459e-1f;
  private static final float C4 = 4.1665795894e-2f;
  private static final float C5 = 8.3334519073e-3f;
  private static final float C6 = 1.3981999507e-3f;
  private static final float C7 = 1.9875691500e-4f;

  private Exp() {}

  /** {@code y ← eˣ} for {@code n} elements; {@code y} may be {@code x}. */
  public static void exp(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.exp(n, x, xOffset, y, yOffset);
    } else {
      Scalar.exp(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Exp#exp}. */
    public static void exp(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = exp(x[xOffset + i]);
      }
    }

    /** eˣ of one float. */
    public static float exp(float x) {
      float c = Math.max(Math.min(x, LARGEST), SMALLEST);
      float t = power(c);
      float h = half(c);
      return (reduced(c, t) + 1f) * powerOfTwo(h) * powerOfTwo(rest(t, h));
    }

    /**
     * The n of eˣ = 2ⁿ·eʳ for x from −104.5 to 89: the addition rounds to an integer and leaves n +
     * 127, the exponent of 2ⁿ, in the last bits.
     */
    static float power(float x) {
      return Fma.fma(x, LOG2E, ROUNDER);
    }

    /** About half of the n of {@link #power}. */
    static float half(float x) {
      return Fma.fma(x, LOG2E / 2, ROUNDER);
    }

    /** The rest of the n of {@link #power}, beyond {@link #half}. */
    static float rest(float power, float half) {
      return power - (half - ROUNDER);
    }

    /** 2ⁿ, with n as in {@link #power}; it must be a normal float. */
    static float powerOfTwo(float n) {
      return Float.intBitsToFloat(Float.floatToRawIntBits(n) << 23);
    }

    /** {@code eʳ - 1}, with {@code t} from {@link #power}. */
    static float reduced(float x, float t) {
      float n = t - ROUNDER;
      float r = Fma.fma(n, -LN2_LOW, Fma.fma(n, -LN2_HIGH, x));
      float p = Fma.fma(C7, r, C6);
      p = Fma.fma(p, r, C5);
      p = Fma.fma(p, r, C4);
      p = Fma.fma(p, r, C3);
      p = Fma.fma(p, r, C2);
      return Fma.fma(p, r * r, r);
    }
  }

  /**
   * One vector at a time, the rest one by one. The loops here and in the kernels that build on eˣ
   * are written out: a method of that size may be compiled by itself, and then a loop that calls it
   * boxes its vectors.
   */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Exp#exp}. */
    public static void exp(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector c = FloatVector.fromArray(S, x, xOffset + i).min(LARGEST).max(SMALLEST);
        FloatVector t = power(c);
        FloatVector h = half(c);
        FloatVector s = powerOfTwo(h);
        FloatVector u = powerOfTwo(rest(t, h));
        reduced(c, t).add(1f).mul(s).mul(u).intoArray(y, yOffset + i);
      }
      Scalar.exp(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** See {@link Scalar#power}. */
    static FloatVector power(FloatVector x) {
      return x.fma(FloatVector.broadcast(S, LOG2E), FloatVector.broadcast(S, ROUNDER));
    }

    /** See {@link Scalar#half}. */
    static FloatVector half(FloatVector x) {
      return x.fma(FloatVector.broadcast(S, LOG2E / 2), FloatVector.broadcast(S, ROUNDER));
    }

    /** See {@link Scalar#rest}. */
    static FloatVector rest(FloatVector power, FloatVector half) {
      return power.sub(half.sub(ROUNDER));
    }

    /** See {@link Scalar#powerOfTwo}. */
    static FloatVector powerOfTwo(FloatVector n) {
      return n.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /** See {@link Scalar#reduced}. */
    static FloatVector reduced(FloatVector x, FloatVector t) {
      FloatVector n = t.sub(ROUNDER);
      FloatVector r = n.fma(FloatVector.broadcast(S, -LN2_HIGH), x);
      r = n.fma(FloatVector.broadcast(S, -LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(S, C7).fma(r, FloatVector.broadcast(S, C6));
      p = p.fma(r, FloatVector.broadcast(S, C5));
      p = p.fma(r, FloatVector.broadcast(S, C4));
      p = p.fma(r, FloatVector.broadcast(S, C3));
      p = p.fma(r, FloatVector.broadcast(S, C2));
      return p.fma(r.mul(r), r);
    }
  }
}
