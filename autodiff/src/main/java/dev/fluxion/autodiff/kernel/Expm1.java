package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential function minus one.
 *
 * <p>Formula: {@code eˣ - 1}, in double as in {@link DoubleExp}, then rounded to float. Vectors
 * with an {@code |x| ≥ 87} go through the scalar form.
 */
public final class Expm1 {
  private static final float LARGE = 87; // of |x|; from here on, scalar code clamps
  private static final double SMALLEST = -20; // below, eˣ - 1 rounds to -1
  private static final double LARGEST = 100; // above, eˣ - 1 overflows

  private Expm1() {}

  /** {@code y ← eˣ - 1} for {@code n} elements; {@code y} may be {@code x}. */
  public static void expm1(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.expm1(n, x, xOffset, y, yOffset);
    } else {
      Scalar.expm1(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Expm1#expm1}. */
    public static void expm1(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = expm1(x[xOffset + i]);
      }
    }

    /** eˣ - 1 of one float. */
    public static float expm1(float x) {
      double c = Math.abs(x) < LARGE ? x : Math.min(Math.max(x, SMALLEST), LARGEST);
      return Math.copySign((float) DoubleExp.Scalar.expm1(c), x);
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Expm1#expm1}. */
    public static void expm1(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vf = FloatVector.fromArray(S, x, xOffset + i);
        if (vf.abs().compare(VectorOperators.LT, LARGE).allTrue()) {
          ordinary(x, xOffset + i, y, yOffset + i);
        } else {
          Scalar.expm1(S.length(), x, xOffset + i, y, yOffset + i);
        }
      }
      Scalar.expm1(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** One vector of ordinary numbers; a call of its own, see {@link Species}. */
    private static void ordinary(float[] x, int xOffset, float[] y, int yOffset) {
      for (int j = 0; j < S.length(); j += D.length()) {
        FloatVector floats = FloatVector.fromArray(H, x, xOffset + j);
        DoubleVector vx = (DoubleVector) floats.convertShape(VectorOperators.F2D, D, 0);
        LongVector sign = vx.reinterpretAsLongs().and(Long.MIN_VALUE);
        LongVector bits = DoubleExp.Vector.expm1(vx).reinterpretAsLongs().or(sign);
        DoubleVector vy = bits.reinterpretAsDoubles();
        ((FloatVector) vy.convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + j);
      }
    }
  }
}
