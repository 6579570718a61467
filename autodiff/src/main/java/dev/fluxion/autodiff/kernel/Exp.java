package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential function.
 *
 * <p>Formula: {@code eˣ = 2ⁿ·eʳ} with {@code n = round(x / ln 2)}, {@code r = x - n·ln 2} in two
 * pieces (W. Cody, W. Waite, «Software Manual for the Elementary Functions», 1980), and {@code eʳ =
 * 1 + r + r²·q(r)}. {@code 2ⁿ} is multiplied in two halves, so that subnormal results are rounded
 * once and overflow gives ∞.
 */
public final class Exp {
  static final float LOG2E = 1.44269504088896341f;
  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;
  static final float ROUNDER = 0x1.8p23f; // adding it leaves n in the last bits
  static final float USUAL = 87f; // up to it, e^±x is neither infinite nor subnormal
  static final float LARGEST = 89f; // beyond, eˣ overflows
  static final float SMALLEST = -104f; // beyond, eˣ underflows to 0
  static final float C2 = 0x1.fffffcp-2f;
  static final float C3 = 0x1.55548cp-3f;
  static final float C4 = 0x1.555858p-5f;
  static final float C5 = 0x1.123df2p-7f;
  static final float C6 = 0x1.6ac862p-10f;

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
      float t = Fma.fma(x, LOG2E, ROUNDER);
      float n = t - ROUNDER;
      float r = Fma.fma(n, -LN2_LOW, Fma.fma(n, -LN2_HIGH, x));
      float z = r * r;
      float q = Fma.fma(Fma.fma(Fma.fma(C6, r, C5), z, Fma.fma(C4, r, C3)), r, C2);
      float p = Fma.fma(q, z, r) + 1f;
      int bits = Float.floatToRawIntBits(t) + 254;
      int half = bits >> 1;
      float y = p * Float.intBitsToFloat(half << 23) * Float.intBitsToFloat((bits - half) << 23);
      y = x > LARGEST ? Float.POSITIVE_INFINITY : y;
      return x < SMALLEST ? 0f : y;
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Exp#exp}. */
    public static void exp(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector t = vx.fma(FloatVector.broadcast(S, LOG2E), FloatVector.broadcast(S, ROUNDER));
        FloatVector vn = t.sub(ROUNDER);
        FloatVector r = vn.fma(FloatVector.broadcast(S, -LN2_HIGH), vx);
        r = vn.fma(FloatVector.broadcast(S, -LN2_LOW), r);
        FloatVector z = r.mul(r);
        FloatVector low = r.fma(FloatVector.broadcast(S, C4), FloatVector.broadcast(S, C3));
        FloatVector q = r.fma(FloatVector.broadcast(S, C6), FloatVector.broadcast(S, C5));
        q = q.fma(z, low).fma(r, FloatVector.broadcast(S, C2));
        FloatVector p = q.fma(z, r).add(1f);
        IntVector bits = t.reinterpretAsInts();
        if (vx.abs().compare(VectorOperators.LT, USUAL).allTrue()) {
          bits = bits.lanewise(VectorOperators.LSHL, 23).add(p.reinterpretAsInts());
          bits.reinterpretAsFloats().intoArray(y, yOffset + i);
        } else {
          bits = bits.add(254);
          IntVector half = bits.lanewise(VectorOperators.ASHR, 1);
          FloatVector s = half.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
          FloatVector u = bits.sub(half).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
          FloatVector vy = p.mul(s).mul(u);
          vy = vy.blend(Float.POSITIVE_INFINITY, vx.compare(VectorOperators.GT, LARGEST));
          vy = vy.blend(0f, vx.compare(VectorOperators.LT, SMALLEST));
          vy.intoArray(y, yOffset + i);
        }
      }
      Scalar.exp(n - i, x, xOffset + i, y, yOffset + i);
    }
  }
}
