package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * One fused step of gradient descent with momentum, in a single pass.
 *
 * <p>Formula: {@code d = g + decay·θ}; {@code v ← momentum·v + share·d}; {@code θ ← θ - rate·v},
 * with {@code share = 1 - dampening} (1 in the first step). Elementwise, so the same bits on every
 * width and in any chunks. The arrays must not overlap; all begin at the same offset.
 *
 * <p>Source: B. Polyak, «Some methods of speeding up the convergence of iteration methods», 1964,
 * in the convention of PyTorch: the rate multiplies the whole velocity.
 */
public final class MomentumStep {
  private MomentumStep() {}

  /**
   * One step of {@code n} elements.
   *
   * @return the largest magnitude in the new velocity, as {@link AbsoluteMax#absoluteMax} gives it
   */
  public static float step(
      int n,
      float rate,
      float momentum,
      float share,
      float decay,
      float[] theta,
      float[] gradient,
      float[] velocity,
      int offset) {
    Check.range("theta", theta.length, offset, n);
    Check.range("gradient", gradient.length, offset, n);
    Check.range("velocity", velocity.length, offset, n);
    return Simd.pays(n)
        ? Vector.step(n, rate, momentum, share, decay, theta, gradient, velocity, offset)
        : Scalar.step(n, rate, momentum, share, decay, theta, gradient, velocity, offset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link MomentumStep#step}. */
    public static float step(
        int n,
        float rate,
        float momentum,
        float share,
        float decay,
        float[] theta,
        float[] gradient,
        float[] velocity,
        int offset) {
      int largest = 0;
      for (int i = offset; i < offset + n; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        float v = Fma.fma(velocity[i], momentum, d * share);
        velocity[i] = v;
        largest = Math.max(largest, Float.floatToRawIntBits(v) & AbsoluteMax.BITS);
        theta[i] = Fma.fma(v, -rate, theta[i]);
      }
      return Float.intBitsToFloat(largest);
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final VectorSpecies<Integer> I = Species.INT;
    private static final IntVector NOTHING = IntVector.zero(I);

    private Vector() {}

    /** See {@link MomentumStep#step}. */
    public static float step(
        int n,
        float rate,
        float momentum,
        float share,
        float decay,
        float[] theta,
        float[] gradient,
        float[] velocity,
        int offset) {
      FloatVector vmomentum = FloatVector.broadcast(S, momentum);
      FloatVector vdecay = FloatVector.broadcast(S, decay);
      FloatVector vrate = FloatVector.broadcast(S, -rate);
      IntVector largest = IntVector.zero(I);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector t = FloatVector.fromArray(S, theta, offset + i);
        FloatVector d = t.fma(vdecay, FloatVector.fromArray(S, gradient, offset + i));
        FloatVector v = FloatVector.fromArray(S, velocity, offset + i).fma(vmomentum, d.mul(share));
        v.intoArray(velocity, offset + i);
        IntVector magnitude = v.reinterpretAsInts().lanewise(VectorOperators.AND, AbsoluteMax.BITS);
        largest = magnitude.max(largest);
        v.fma(vrate, t).intoArray(theta, offset + i);
      }
      int most = NOTHING.max(largest).reduceLanes(VectorOperators.MAX);
      float rest =
          Scalar.step(n - i, rate, momentum, share, decay, theta, gradient, velocity, offset + i);
      return Float.intBitsToFloat(Math.max(most, Float.floatToRawIntBits(rest)));
    }
  }
}
