package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Natural logarithm of one plus the argument.
 *
 * <p>Formula: {@code ln(1 + x) = ln u + c/u} with {@code u = 1 + x} rounded and {@code c = x - (u -
 * 1)} what it lost, in double as in {@link DoubleLog}, then rounded to float. Vectors with {@code x
 * ≤ -1}, ∞ or NaN go through the scalar form.
 */
public final class Log1p {
  private Log1p() {}

  /** {@code y ← ln(1 + x)} for {@code n} elements; {@code y} may be {@code x}. */
  public static void log1p(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.log1p(n, x, xOffset, y, yOffset);
    } else {
      Scalar.log1p(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Log1p#log1p}. */
    public static void log1p(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = log1p(x[xOffset + i]);
      }
    }

    /** ln(1 + x) of one float. */
    public static float log1p(float x) {
      if (!(x > -1f && x < Float.POSITIVE_INFINITY)) {
        return x == -1f ? Float.NEGATIVE_INFINITY : x > 0f ? x : Float.NaN;
      }
      double u = 1.0 + x;
      double y = DoubleLog.Scalar.log(u) + (x - (u - 1)) / u;
      return Math.copySign((float) y, x);
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Log1p#log1p}. */
    public static void log1p(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vf = FloatVector.fromArray(S, x, xOffset + i);
        if (vf.compare(VectorOperators.GT, -1f)
            .and(vf.compare(VectorOperators.LT, Float.POSITIVE_INFINITY))
            .allTrue()) {
          ordinary(x, xOffset + i, y, yOffset + i);
        } else {
          Scalar.log1p(S.length(), x, xOffset + i, y, yOffset + i);
        }
      }
      Scalar.log1p(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** One vector of ordinary numbers; a call of its own, see {@link Species}. */
    private static void ordinary(float[] x, int xOffset, float[] y, int yOffset) {
      for (int j = 0; j < S.length(); j += D.length()) {
        FloatVector floats = FloatVector.fromArray(H, x, xOffset + j);
        DoubleVector vx = (DoubleVector) floats.convertShape(VectorOperators.F2D, D, 0);
        DoubleVector u = vx.add(1);
        DoubleVector y1 = DoubleLog.Vector.log(u).add(vx.sub(u.sub(1)).div(u));
        LongVector sign = vx.reinterpretAsLongs().and(Long.MIN_VALUE);
        DoubleVector vy = y1.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
        ((FloatVector) vy.convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + j);
      }
    }
  }
}
