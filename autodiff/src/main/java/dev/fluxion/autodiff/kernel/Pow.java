package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Powers, with one exponent for all elements or one for each.
 *
 * <p>Formula: {@code xʸ = ±exp(y·ln|x|)}, in double as in {@link DoubleLog} and {@link DoubleExp},
 * then rounded to float. The special cases are those of {@link Math#pow}: {@code x⁰ = 1} even for
 * NaN; a negative x has powers with integer exponents only, odd ones negative; {@code (±1)^±∞} is
 * NaN.
 */
public final class Pow {
  private static final double LARGEST = 200; // of |y·ln|x||; beyond, |xʸ| is 0 or ∞
  private static final double BEYOND = 0x1p1000;
  private static final double EVEN = 0x1p30; // floats beyond it are even integers, too
  private static final double INTEGER = 0x1.8p52; // adding it rounds to an integer
  private static final int LARGEST_FLOAT = 0x7F7FFFFF; // its bits

  private Pow() {}

  /** {@code y ← xᵉ} with one exponent e for {@code n} elements; {@code y} may be {@code x}. */
  public static void pow(int n, float exponent, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.pow(n, exponent, x, xOffset, y, yOffset);
    } else {
      Scalar.pow(n, exponent, x, xOffset, y, yOffset);
    }
  }

  /** {@code z ← xʸ} for {@code n} elements; {@code z} may be {@code x} or {@code y}. */
  public static void powers(
      int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    Check.range("z", z.length, zOffset, n);
    if (Simd.pays(n)) {
      Vector.powers(n, x, xOffset, y, yOffset, z, zOffset);
    } else {
      Scalar.powers(n, x, xOffset, y, yOffset, z, zOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Pow#pow}. */
    public static void pow(int n, float exponent, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = pow(x[xOffset + i], exponent);
      }
    }

    /** See {@link Pow#powers}. */
    public static void powers(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      for (int i = 0; i < n; i++) {
        z[zOffset + i] = pow(x[xOffset + i], y[yOffset + i]);
      }
    }

    /** One power. */
    public static float pow(float x, float y) {
      boolean negative = Float.floatToRawIntBits(x) < 0;
      if (y == 0f) {
        return 1f;
      }
      if (x != x || negative && x > Float.NEGATIVE_INFINITY && x != 0f && !isInteger(y)) {
        return Float.NaN;
      }
      double a = Math.abs(x);
      double p = y * (a < Double.POSITIVE_INFINITY ? log(a) : a);
      double power = DoubleExp.Scalar.exp(Math.min(Math.max(p, -LARGEST), LARGEST));
      return (float) (negative && isOdd(y) ? -power : power);
    }

    static boolean isInteger(float y) {
      double a = Math.min(Math.abs(y), EVEN);
      return a + INTEGER - INTEGER == a;
    }

    static boolean isOdd(float y) {
      return isInteger(y) && !isInteger(y * 0.5f);
    }

    /** {@code ln a} for finite {@code a ≥ 0}; for 0 it is finite, but far below all others. */
    private static double log(double a) {
      long zero = Double.doubleToRawLongBits(a) - 1 >>> 63 << 62; // the bits of 2, or of 0
      return DoubleLog.Scalar.log(a) - Double.longBitsToDouble(zero) * BEYOND;
    }
  }

  /**
   * One vector at a time, the rest one by one. eᵖ is written out, twice: a method of this size
   * inlines only the first methods that it calls, and with {@link DoubleExp} behind the logarithm
   * it boxes its vectors on every width.
   */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Pow#pow}. Vectors with an infinity, NaN or an impossible power: scalar code. */
    public static void pow(int n, float exponent, float[] x, int xOffset, float[] y, int yOffset) {
      boolean usual = Math.abs(exponent) <= Float.MAX_VALUE && exponent != 0f;
      float lowest = Scalar.isInteger(exponent) ? -Float.MAX_VALUE : 0f;
      long odd = Scalar.isOdd(exponent) ? Long.MIN_VALUE : 0;
      int i = 0;
      for (int bound = usual ? S.loopBound(n) : 0; i < bound; i += S.length()) {
        FloatVector vf = FloatVector.fromArray(S, x, xOffset + i);
        VectorMask<Float> finite = vf.abs().compare(VectorOperators.LE, Float.MAX_VALUE);
        if (finite.and(vf.compare(VectorOperators.GE, lowest)).allTrue()) {
          ordinary(exponent, odd, x, xOffset + i, y, yOffset + i);
        } else {
          Scalar.pow(S.length(), exponent, x, xOffset + i, y, yOffset + i);
        }
      }
      Scalar.pow(n - i, exponent, x, xOffset + i, y, yOffset + i);
    }

    /** One vector of ordinary numbers; a call of its own, see {@link Species}. */
    private static void ordinary(
        float exponent, long odd, float[] x, int xOffset, float[] y, int yOffset) {
      for (int j = 0; j < S.length(); j += D.length()) {
        FloatVector floats = FloatVector.fromArray(H, x, xOffset + j);
        DoubleVector vx = (DoubleVector) floats.convertShape(VectorOperators.F2D, D, 0);
        DoubleVector c = log(vx.abs()).mul(exponent).max(-LARGEST).min(LARGEST);
        DoubleVector t = c.mul(DoubleExp.LOG2E).add(DoubleExp.ROUNDER);
        LongVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        DoubleVector r = c.sub(t.sub(DoubleExp.ROUNDER).mul(DoubleExp.LN2));
        DoubleVector g = r.mul(r);
        DoubleVector q = g.mul(DoubleExp.C8).add(r.mul(DoubleExp.C7).add(DoubleExp.C6));
        q = q.mul(g).add(r.mul(DoubleExp.C5).add(DoubleExp.C4)).mul(g);
        q = q.add(r.mul(DoubleExp.C3).add(DoubleExp.C2)).mul(g).add(r);
        DoubleVector power = s.reinterpretAsDoubles().mul(q).add(s.reinterpretAsDoubles());
        LongVector sign = vx.reinterpretAsLongs().and(odd);
        DoubleVector vy = power.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
        ((FloatVector) vy.convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + j);
      }
    }

    /** See {@link Pow#powers}. Vectors with an {@code x < 0}, an infinity or NaN: scalar code. */
    public static void powers(
        int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vf = FloatVector.fromArray(S, x, xOffset + i);
        FloatVector ve = FloatVector.fromArray(S, y, yOffset + i);
        IntVector bits = vf.reinterpretAsInts().max(ve.abs().reinterpretAsInts());
        VectorMask<Integer> finite = bits.compare(VectorOperators.LE, LARGEST_FLOAT);
        if (finite.and(vf.reinterpretAsInts().compare(VectorOperators.GE, 0)).allTrue()) {
          ordinaryPowers(x, xOffset + i, y, yOffset + i, z, zOffset + i);
        } else {
          Scalar.powers(S.length(), x, xOffset + i, y, yOffset + i, z, zOffset + i);
        }
      }
      Scalar.powers(n - i, x, xOffset + i, y, yOffset + i, z, zOffset + i);
    }

    /** One vector of ordinary numbers; a call of its own, see {@link Species}. */
    private static void ordinaryPowers(
        float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
      for (int j = 0; j < S.length(); j += D.length()) {
        FloatVector floats = FloatVector.fromArray(H, x, xOffset + j);
        DoubleVector vx = (DoubleVector) floats.convertShape(VectorOperators.F2D, D, 0);
        DoubleVector l = log(vx);
        FloatVector exponents = FloatVector.fromArray(H, y, yOffset + j);
        DoubleVector vy = (DoubleVector) exponents.convertShape(VectorOperators.F2D, D, 0);
        DoubleVector c = l.mul(vy).max(-LARGEST).min(LARGEST);
        DoubleVector t = c.mul(DoubleExp.LOG2E).add(DoubleExp.ROUNDER);
        LongVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        DoubleVector r = c.sub(t.sub(DoubleExp.ROUNDER).mul(DoubleExp.LN2));
        DoubleVector g = r.mul(r);
        DoubleVector q = g.mul(DoubleExp.C8).add(r.mul(DoubleExp.C7).add(DoubleExp.C6));
        q = q.mul(g).add(r.mul(DoubleExp.C5).add(DoubleExp.C4)).mul(g);
        q = q.add(r.mul(DoubleExp.C3).add(DoubleExp.C2)).mul(g).add(r);
        DoubleVector power = s.reinterpretAsDoubles().mul(q).add(s.reinterpretAsDoubles());
        ((FloatVector) power.convertShape(VectorOperators.D2F, H, 0)).intoArray(z, zOffset + j);
      }
    }

    /** See {@link Scalar#log}. */
    private static DoubleVector log(DoubleVector a) {
      DoubleVector l = DoubleLog.Vector.log(a);
      LongVector zero = a.reinterpretAsLongs().sub(1).lanewise(VectorOperators.LSHR, 63);
      zero = zero.lanewise(VectorOperators.LSHL, 62);
      return l.sub(zero.reinterpretAsDoubles().mul(BEYOND));
    }
  }
}
