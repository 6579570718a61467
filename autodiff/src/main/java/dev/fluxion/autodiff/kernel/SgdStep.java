package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One fused step of gradient descent with weight decay, in a single pass.
 *
 * <p>Formula: {@code d = g + decay·θ}; {@code θ ← θ - rate·d}. Rounded twice (FMA). Elementwise, so
 * the same bits on every width and in any chunks. The arrays must not overlap; both begin at the
 * same offset.
 *
 * <p>Source: A. Cauchy, «Méthode générale pour la résolution des systèmes d'équations simultanées»,
 * 1847.
 */
public final class SgdStep {
  private SgdStep() {}

  /** One step of {@code n} elements. */
  public static void step(
      int n, float rate, float decay, float[] theta, float[] gradient, int offset) {
    Check.range("theta", theta.length, offset, n);
    Check.range("gradient", gradient.length, offset, n);
    if (Simd.pays(n)) {
      Vector.step(n, rate, decay, theta, gradient, offset);
    } else {
      Scalar.step(n, rate, decay, theta, gradient, offset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link SgdStep#step}. */
    public static void step(
        int n, float rate, float decay, float[] theta, float[] gradient, int offset) {
      for (int i = offset; i < offset + n; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        theta[i] = Fma.fma(d, -rate, theta[i]);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link SgdStep#step}. */
    public static void step(
        int n, float rate, float decay, float[] theta, float[] gradient, int offset) {
      FloatVector vdecay = FloatVector.broadcast(S, decay);
      FloatVector vrate = FloatVector.broadcast(S, -rate);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector t = FloatVector.fromArray(S, theta, offset + i);
        FloatVector d = t.fma(vdecay, FloatVector.fromArray(S, gradient, offset + i));
        d.fma(vrate, t).intoArray(theta, offset + i);
      }
      Scalar.step(n - i, rate, decay, theta, gradient, offset + i);
    }
  }
}
