package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Natural logarithm.
 *
 * <p>Formula: {@code ln x = k·ln 2 + ln(1 + f)} with {@code x = 2ᵏ·(1 + f)}, {@code |f| ≤ 1/3}, and
 * {@code ln(1 + f) = f + f²·q(f)}; {@code ln 2} in two pieces.
 */
public final class Log {
  static final int TWO_THIRDS = 0x3F2AAAAB; // bits of the smallest 1 + f
  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;
  private static final float C2 = -0.5f;
  private static final float C3 = 0x1.5554fap-2f;
  private static final float C4 = -0x1.ffff94p-3f;
  private static final float C5 = 0x1.99d58cp-3f;
  private static final float C6 = -0x1.557e26p-3f;
  private static final float C7 = 0x1.1e8238p-3f;
  private static final float C8 = -0x1.f6b6b4p-4f;
  private static final float C9 = 0x1.1ff7a8p-3f;
  private static final float C10 = -0x1.ff89bep-4f;

  private Log() {}

  /** {@code y ← ln x} for {@code n} elements; {@code y} may be {@code x}. */
  public static void log(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.log(n, x, xOffset, y, yOffset);
    } else {
      Scalar.log(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Log#log}. */
    public static void log(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = log(x[xOffset + i]);
      }
    }

    /** Natural logarithm of one float. */
    public static float log(float x) {
      boolean tiny = x < Float.MIN_NORMAL;
      int bits = Float.floatToRawIntBits(tiny ? x * 0x1p24f : x);
      int above = bits - TWO_THIRDS;
      float k = (above >> 23) - (tiny ? 24f : 0f);
      float f = Float.intBitsToFloat((above & 0x7FFFFF) + TWO_THIRDS) - 1f;
      float g = f * f;
      float a = Fma.fma(C10, f, C9);
      a = Fma.fma(Fma.fma(Fma.fma(a, f, C8), f, C7), f, C6);
      a = Fma.fma(Fma.fma(Fma.fma(Fma.fma(a, f, C5), f, C4), f, C3), f, C2);
      float y = Fma.fma(k, LN2_HIGH, Fma.fma(a, g, Fma.fma(k, LN2_LOW, f)));
      y = x < Float.POSITIVE_INFINITY ? y : x;
      y = x < 0f ? Float.NaN : y;
      return x == 0f ? Float.NEGATIVE_INFINITY : y;
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link Log#log}. */
    public static void log(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vx = FloatVector.fromArray(S, x, xOffset + i);
        IntVector bits = vx.reinterpretAsInts();
        if (!bits.sub(0x80800000).compare(VectorOperators.LT, 0xFF000000).allTrue()) {
          Scalar.log(S.length(), x, xOffset + i, y, yOffset + i);
          continue;
        }
        IntVector above = bits.sub(TWO_THIRDS);
        FloatVector k =
            (FloatVector) above.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
        FloatVector f = above.and(0x7FFFFF).add(TWO_THIRDS).reinterpretAsFloats().sub(1f);
        FloatVector a = f.fma(FloatVector.broadcast(S, C10), FloatVector.broadcast(S, C9));
        a = a.fma(f, FloatVector.broadcast(S, C8));
        a = a.fma(f, FloatVector.broadcast(S, C7));
        a = a.fma(f, FloatVector.broadcast(S, C6));
        a = a.fma(f, FloatVector.broadcast(S, C5));
        a = a.fma(f, FloatVector.broadcast(S, C4));
        a = a.fma(f, FloatVector.broadcast(S, C3));
        a = a.fma(f, FloatVector.broadcast(S, C2));
        FloatVector vy = a.fma(f.mul(f), k.fma(FloatVector.broadcast(S, LN2_LOW), f));
        vy = k.fma(FloatVector.broadcast(S, LN2_HIGH), vy);
        vy.intoArray(y, yOffset + i);
      }
      Scalar.log(n - i, x, xOffset + i, y, yOffset + i);
    }
  }
}
