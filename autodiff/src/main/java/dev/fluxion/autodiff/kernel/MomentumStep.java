package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One fused step of gradient descent with momentum, in a single pass.
 *
 * <p>Formula: {@code d = g + decay·θ}; {@code v ← momentum·v + share·d}; {@code θ ← θ - rate·v}, or
 * with Nesterov {@code θ ← θ - rate·(d + momentum·v)}. Elementwise, the same bits on every width.
 * The three arrays must not overlap.
 */
public final class MomentumStep {
  private MomentumStep() {}

  /** One step of the first {@code n} elements. */
  public static void step(
      int n,
      float rate,
      float momentum,
      float share,
      float decay,
      boolean nesterov,
      float[] theta,
      float[] gradient,
      float[] velocity) {
    Check.range("theta", theta.length, 0, n);
    Check.range("gradient", gradient.length, 0, n);
    Check.range("velocity", velocity.length, 0, n);
    if (Simd.pays(n)) {
      Vector.step(n, rate, momentum, share, decay, nesterov, theta, gradient, velocity);
    } else {
      Scalar.step(0, n, rate, momentum, share, decay, nesterov, theta, gradient, velocity);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** Elements {@code from} to {@code to - 1}; see {@link MomentumStep#step}. */
    public static void step(
        int from,
        int to,
        float rate,
        float momentum,
        float share,
        float decay,
        boolean nesterov,
        float[] theta,
        float[] gradient,
        float[] velocity) {
      for (int i = from; i < to; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        float v = Fma.fma(velocity[i], momentum, d * share);
        velocity[i] = v;
        float direction = nesterov ? Fma.fma(v, momentum, d) : v;
        theta[i] = Fma.fma(direction, -rate, theta[i]);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link MomentumStep#step}. */
    public static void step(
        int n,
        float rate,
        float momentum,
        float share,
        float decay,
        boolean nesterov,
        float[] theta,
        float[] gradient,
        float[] velocity) {
      FloatVector vmomentum = FloatVector.broadcast(S, momentum);
      FloatVector vdecay = FloatVector.broadcast(S, decay);
      FloatVector vrate = FloatVector.broadcast(S, -rate);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector t = FloatVector.fromArray(S, theta, i);
        FloatVector d = t.fma(vdecay, FloatVector.fromArray(S, gradient, i));
        FloatVector v = FloatVector.fromArray(S, velocity, i).fma(vmomentum, d.mul(share));
        v.intoArray(velocity, i);
        FloatVector direction = nesterov ? v.fma(vmomentum, d) : v;
        direction.fma(vrate, t).intoArray(theta, i);
      }
      Scalar.step(i, n, rate, momentum, share, decay, nesterov, theta, gradient, velocity);
    }
  }
}
