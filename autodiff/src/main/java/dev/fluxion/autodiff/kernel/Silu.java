package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sigmoid linear unit, also called swish.
 *
 * <p>Formula: {@code x·sigmoid(x) = x / (1 + e⁻ˣ)}, in double with eˣ as in {@link DoubleExp}, then
 * rounded to float. Vectors with an {@code |x| ≥ 200} go through the scalar form.
 */
public final class Silu {
  private static final float LARGE = 200; // of |x|; beyond, x·sigmoid(x) rounds to x or -0

  private Silu() {}

  /** {@code y ← x / (1 + e⁻ˣ)} for {@code n} elements; {@code y} may be {@code x}. */
  public static void silu(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.silu(n, x, xOffset, y, yOffset);
    } else {
      Scalar.silu(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Silu#silu}. */
    public static void silu(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = silu(x[xOffset + i]);
      }
    }

    /** x·sigmoid(x) of one float. */
    public static float silu(float x) {
      if (!(Math.abs(x) < LARGE)) {
        return x < 0f ? -0f : x;
      }
      return (float) (x / (DoubleExp.Scalar.exp(-x) + 1));
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Silu#silu}. */
    public static void silu(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vf = FloatVector.fromArray(S, x, xOffset + i);
        if (vf.abs().compare(VectorOperators.LT, LARGE).allTrue()) {
          ordinary(x, xOffset + i, y, yOffset + i);
        } else {
          Scalar.silu(S.length(), x, xOffset + i, y, yOffset + i);
        }
      }
      Scalar.silu(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** One vector of ordinary numbers; a call of its own, see {@link Species}. */
    private static void ordinary(float[] x, int xOffset, float[] y, int yOffset) {
      for (int j = 0; j < S.length(); j += D.length()) {
        FloatVector floats = FloatVector.fromArray(H, x, xOffset + j);
        DoubleVector vx = (DoubleVector) floats.convertShape(VectorOperators.F2D, D, 0);
        DoubleVector vy = vx.div(DoubleExp.Vector.exp(vx.neg()).add(1));
        ((FloatVector) vy.convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + j);
      }
    }
  }
}
