package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Error function.
 *
 * <p>Formula: {@code erf(x) = (2/√π)·∫₀ˣ exp(-t²) dt ≈ x·P(x²)/Q(x²)} for {@code |x| ≤ 4}, in
 * double, then rounded to float; beyond, ±1.
 */
public final class Erf {
  private static final double LARGEST = 4; // of |x|; beyond, erf rounds to 1
  private static final double P0 = 1.1283791693789893;
  private static final double P1 = 0.18520300695404565;
  private static final double P2 = 0.05431689981190984;
  private static final double P3 = 0.0038496048616227796;
  private static final double P4 = 0.00037960938411897436;
  private static final double P5 = 4.6847971207472865e-06;
  private static final double P6 = -1.3202319981852499e-08;
  private static final double Q1 = 0.4974653053059152;
  private static final double Q2 = 0.1139583423470815;
  private static final double Q3 = 0.01546207837575168;
  private static final double Q4 = 0.0013075691870936073;
  private static final double Q5 = 6.311076085542739e-05;

  private Erf() {}

  /** {@code y ← erf(x)} for {@code n} elements; {@code y} may be {@code x}. */
  public static void erf(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.erf(n, x, xOffset, y, yOffset);
    } else {
      Scalar.erf(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Erf#erf}. */
    public static void erf(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = erf(x[xOffset + i]);
      }
    }

    /** erf(x) of one float. */
    public static float erf(float x) {
      double c = Math.min(Math.max(x, -LARGEST), LARGEST);
      double z = c * c;
      double g = z * z;
      double p = (z * P1 + P0) + g * ((z * P3 + P2) + g * (g * P6 + (z * P5 + P4)));
      double q = (z * Q1 + 1) + g * ((z * Q3 + Q2) + g * (z * Q5 + Q4));
      return (float) (c * (p / q));
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Erf#erf}. */
    public static void erf(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = D.loopBound(n); i < bound; i += D.length()) {
        FloatVector floats = FloatVector.fromArray(H, x, xOffset + i);
        DoubleVector vx = (DoubleVector) floats.convertShape(VectorOperators.F2D, D, 0);
        vx = vx.max(-LARGEST).min(LARGEST);
        DoubleVector z = vx.mul(vx);
        DoubleVector g = z.mul(z);
        DoubleVector p = g.mul(P6).add(z.mul(P5).add(P4)).mul(g).add(z.mul(P3).add(P2));
        p = p.mul(g).add(z.mul(P1).add(P0));
        DoubleVector q = z.mul(Q5).add(Q4).mul(g).add(z.mul(Q3).add(Q2));
        q = q.mul(g).add(z.mul(Q1).add(1));
        DoubleVector vy = vx.mul(p.div(q));
        ((FloatVector) vy.convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + i);
      }
      Scalar.erf(n - i, x, xOffset + i, y, yOffset + i);
    }
  }
}
