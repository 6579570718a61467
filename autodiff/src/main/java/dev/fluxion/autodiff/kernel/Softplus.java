package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softplus, a smooth relu.
 *
 * <p>Formula: {@code ln(1 + eˣ) = max(x, 0) + ln(1 + e)} with {@code e = exp(-|x|)} and {@code ln(1
 * + e) = 2·artanh(s) = 2s + 2s³·q(s²)}, {@code s = e / (2 + e)}; in double, with eˣ as in {@link
 * DoubleExp}, then rounded to float. Vectors with an {@code |x| ≥ 200} go through the scalar form.
 */
public final class Softplus {
  private static final float LARGE = 200; // of |x|; beyond, e rounds to 0
  private static final double C3 = 0x1.5555553b4be1cp-2;
  private static final double C5 = 0x1.9999bcca294fbp-3;
  private static final double C7 = 0x1.248a65b9a8a70p-3;
  private static final double C9 = 0x1.c8b9e1b8e6deap-4;
  private static final double C11 = 0x1.5f423a7ee061cp-4;
  private static final double C13 = 0x1.be17a732c47cfp-4;

  private Softplus() {}

  /** {@code y ← ln(1 + eˣ)} for {@code n} elements; {@code y} may be {@code x}. */
  public static void softplus(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.softplus(n, x, xOffset, y, yOffset);
    } else {
      Scalar.softplus(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Softplus#softplus}. */
    public static void softplus(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = softplus(x[xOffset + i]);
      }
    }

    /** ln(1 + eˣ) of one float. */
    public static float softplus(float x) {
      if (!(Math.abs(x) < LARGE)) {
        return x < 0f ? 0f : x;
      }
      double e = DoubleExp.Scalar.exp(-Math.abs((double) x));
      double s = e / (e + 2);
      double z = s * s;
      double g = z * z;
      double q = g * (g * (z * C13 + C11) + (z * C9 + C7)) + (z * C5 + C3);
      double y = (s + s) * (z * q) + (s + s);
      return (float) (Math.max(x, 0) + y);
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Softplus#softplus}. */
    public static void softplus(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vf = FloatVector.fromArray(S, x, xOffset + i);
        if (vf.abs().compare(VectorOperators.LT, LARGE).allTrue()) {
          ordinary(x, xOffset + i, y, yOffset + i);
        } else {
          Scalar.softplus(S.length(), x, xOffset + i, y, yOffset + i);
        }
      }
      Scalar.softplus(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** One vector of ordinary numbers; a call of its own, see {@link Species}. */
    private static void ordinary(float[] x, int xOffset, float[] y, int yOffset) {
      for (int j = 0; j < S.length(); j += D.length()) {
        FloatVector floats = FloatVector.fromArray(H, x, xOffset + j);
        DoubleVector vx = (DoubleVector) floats.convertShape(VectorOperators.F2D, D, 0);
        DoubleVector e = DoubleExp.Vector.exp(vx.abs().neg());
        DoubleVector s = e.div(e.add(2));
        DoubleVector z = s.mul(s);
        DoubleVector g = z.mul(z);
        DoubleVector q = g.mul(z.mul(C13).add(C11)).add(z.mul(C9).add(C7));
        q = g.mul(q).add(z.mul(C5).add(C3));
        s = s.add(s);
        DoubleVector vy = vx.max(0).add(s.mul(z.mul(q)).add(s));
        ((FloatVector) vy.convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + j);
      }
    }
  }
}
