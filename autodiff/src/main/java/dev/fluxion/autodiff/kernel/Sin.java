package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sine of an angle in radians.
 *
 * <p>Formula: {@code sin x} by quadrants as in {@link Trigonometric}, in double, then rounded to
 * float.
 */
public final class Sin {
  private Sin() {}

  /** {@code y ← sin x} for {@code n} elements; {@code y} may be {@code x}. */
  public static void sin(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    if (Simd.pays(n)) {
      Vector.sin(n, x, xOffset, y, yOffset);
    } else {
      Scalar.sin(n, x, xOffset, y, yOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Sin#sin}. */
    public static void sin(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = sin(x[xOffset + i]);
      }
    }

    /** Sine of one float. */
    public static float sin(float x) {
      int quadrant = Trigonometric.Scalar.quadrant(x);
      return (float) Trigonometric.Scalar.sine(quadrant, Trigonometric.Scalar.remainder(x));
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;

    private Vector() {}

    /** See {@link Sin#sin}. */
    public static void sin(int n, float[] x, int xOffset, float[] y, int yOffset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector vf = FloatVector.fromArray(S, x, xOffset + i);
        if (vf.abs().compare(VectorOperators.LT, Trigonometric.LARGE).allTrue()) {
          ordinary(x, xOffset + i, y, yOffset + i);
        } else {
          Scalar.sin(S.length(), x, xOffset + i, y, yOffset + i);
        }
      }
      Scalar.sin(n - i, x, xOffset + i, y, yOffset + i);
    }

    /** One vector of ordinary numbers; a call of its own, see {@link Species}. */
    private static void ordinary(float[] x, int xOffset, float[] y, int yOffset) {
      for (int j = 0; j < S.length(); j += D.length()) {
        FloatVector floats = FloatVector.fromArray(H, x, xOffset + j);
        DoubleVector vx = (DoubleVector) floats.convertShape(VectorOperators.F2D, D, 0);
        DoubleVector t = Trigonometric.Vector.rounded(vx);
        LongVector quadrant = t.reinterpretAsLongs();
        DoubleVector vy =
            Trigonometric.Vector.sine(quadrant, Trigonometric.Vector.remainder(vx, t));
        ((FloatVector) vy.convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + j);
      }
    }
  }
}
