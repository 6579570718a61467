package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One fused step of Adam or AdamW, in a single pass.
 *
 * <p>Formula: {@code d = g + decay·θ}; {@code m ← β₁m + share₁d}; {@code v ← β₂v + share₂d²};
 * {@code θ ← keep·θ - rate·m / (root·√v + ε)}, where the caller puts the bias corrections into
 * {@code rate} and {@code root}. Square root and division are correctly rounded, so this is
 * elementwise the same bits on every width. The four arrays must not overlap.
 */
public final class AdamStep {
  private AdamStep() {}

  /** One step of the first {@code n} elements. */
  public static void step(
      int n,
      float rate,
      float root,
      float beta1,
      float share1,
      float beta2,
      float share2,
      float epsilon,
      float decay,
      float keep,
      float[] theta,
      float[] gradient,
      float[] first,
      float[] second) {
    Check.range("theta", theta.length, 0, n);
    Check.range("gradient", gradient.length, 0, n);
    Check.range("first", first.length, 0, n);
    Check.range("second", second.length, 0, n);
    if (Simd.pays(n)) {
      Vector.step(
          n, rate, root, beta1, share1, beta2, share2, epsilon, decay, keep, theta, gradient, first,
          second);
    } else {
      Scalar.step(
          0, n, rate, root, beta1, share1, beta2, share2, epsilon, decay, keep, theta, gradient,
          first, second);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** Elements {@code from} to {@code to - 1}; see {@link AdamStep#step}. */
    public static void step(
        int from,
        int to,
        float rate,
        float root,
        float beta1,
        float share1,
        float beta2,
        float share2,
        float epsilon,
        float decay,
        float keep,
        float[] theta,
        float[] gradient,
        float[] first,
        float[] second) {
      for (int i = from; i < to; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        float m = Fma.fma(first[i], beta1, d * share1);
        float v = Fma.fma(second[i], beta2, d * d * share2);
        first[i] = m;
        second[i] = v;
        float ratio = m / Fma.fma((float) Math.sqrt(v), root, epsilon);
        theta[i] = Fma.fma(ratio, -rate, theta[i] * keep);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link AdamStep#step}. */
    public static void step(
        int n,
        float rate,
        float root,
        float beta1,
        float share1,
        float beta2,
        float share2,
        float epsilon,
        float decay,
        float keep,
        float[] theta,
        float[] gradient,
        float[] first,
        float[] second) {
      FloatVector vbeta1 = FloatVector.broadcast(S, beta1);
      FloatVector vbeta2 = FloatVector.broadcast(S, beta2);
      FloatVector vroot = FloatVector.broadcast(S, root);
      FloatVector vepsilon = FloatVector.broadcast(S, epsilon);
      FloatVector vdecay = FloatVector.broadcast(S, decay);
      FloatVector vrate = FloatVector.broadcast(S, -rate);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector t = FloatVector.fromArray(S, theta, i);
        FloatVector d = t.fma(vdecay, FloatVector.fromArray(S, gradient, i));
        FloatVector m = FloatVector.fromArray(S, first, i).fma(vbeta1, d.mul(share1));
        FloatVector v = FloatVector.fromArray(S, second, i).fma(vbeta2, d.mul(d).mul(share2));
        m.intoArray(first, i);
        v.intoArray(second, i);
        FloatVector ratio = m.div(v.sqrt().fma(vroot, vepsilon));
        ratio.fma(vrate, t.mul(keep)).intoArray(theta, i);
      }
      Scalar.step(
          i, n, rate, root, beta1, share1, beta2, share2, epsilon, decay, keep, theta, gradient,
          first, second);
    }
  }
}
