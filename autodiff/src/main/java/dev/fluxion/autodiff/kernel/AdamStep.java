package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One fused step of Adam or AdamW, in a single pass.
 *
 * <p>Formula: {@code d = g + decay·θ}; {@code m ← β₁m + share₁d}; {@code v ← β₂v + share₂d²};
 * {@code θ ← keep·θ - rate·m / (root·√v + ε)}, where the caller puts the bias corrections into
 * {@code rate} and {@code root}. Square root and division are correctly rounded. Elementwise, so
 * the same bits on every width and in any chunks. The arrays must not overlap; all begin at the
 * same offset.
 *
 * <p>Source: D. Kingma, J. Ba, «Adam: A Method for Stochastic Optimization», 2015; I. Loshchilov,
 * F. Hutter, «Decoupled Weight Decay Regularization», 2019.
 */
public final class AdamStep {
  private AdamStep() {}

  /** One step of {@code n} elements. */
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
      float[] second,
      int offset) {
    Check.range("theta", theta.length, offset, n);
    Check.range("gradient", gradient.length, offset, n);
    Check.range("first", first.length, offset, n);
    Check.range("second", second.length, offset, n);
    if (Simd.pays(n)) {
      Vector.step(
          n, rate, root, beta1, share1, beta2, share2, epsilon, decay, keep, theta, gradient, first,
          second, offset);
    } else {
      Scalar.step(
          n, rate, root, beta1, share1, beta2, share2, epsilon, decay, keep, theta, gradient, first,
          second, offset);
    }
  }

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
    step(
        n, rate, root, beta1, share1, beta2, share2, epsilon, decay, keep, theta, gradient, first,
        second, 0);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

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
        float[] second,
        int offset) {
      for (int i = offset; i < offset + n; i++) {
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
        float[] second,
        int offset) {
      FloatVector vbeta1 = FloatVector.broadcast(S, beta1);
      FloatVector vbeta2 = FloatVector.broadcast(S, beta2);
      FloatVector vroot = FloatVector.broadcast(S, root);
      FloatVector vepsilon = FloatVector.broadcast(S, epsilon);
      FloatVector vdecay = FloatVector.broadcast(S, decay);
      FloatVector vrate = FloatVector.broadcast(S, -rate);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        int at = offset + i;
        FloatVector t = FloatVector.fromArray(S, theta, at);
        FloatVector d = t.fma(vdecay, FloatVector.fromArray(S, gradient, at));
        FloatVector m = FloatVector.fromArray(S, first, at).fma(vbeta1, d.mul(share1));
        FloatVector v = FloatVector.fromArray(S, second, at).fma(vbeta2, d.mul(d).mul(share2));
        m.intoArray(first, at);
        v.intoArray(second, at);
        FloatVector ratio = m.div(v.sqrt().fma(vroot, vepsilon));
        ratio.fma(vrate, t.mul(keep)).intoArray(theta, at);
      }
      Scalar.step(
          n - i,
          rate,
          root,
          beta1,
          share1,
          beta2,
          share2,
          epsilon,
          decay,
          keep,
          theta,
          gradient,
          first,
          second,
          offset + i);
    }
  }
}
