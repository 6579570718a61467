package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One fused step of RMSprop, without or with momentum, in a single pass.
 *
 * <p>Formula: {@code d = g + decay·θ}; {@code s ← memory·s + share·d²}; {@code θ ← θ - rate·d / (√s
 * + ε)}; with momentum {@code b ← momentum·b + d / (√s + ε)} and {@code θ ← θ - rate·b}. Square
 * root and division are correctly rounded. Elementwise, so the same bits on every width and in any
 * chunks. The arrays must not overlap; all begin at the same offset.
 *
 * <p>Source: T. Tieleman, G. Hinton, «Lecture 6.5: RMSprop», 2012; ε outside of the root and
 * momentum as in PyTorch.
 */
public final class RmsPropStep {
  private RmsPropStep() {}

  /** One step of {@code n} elements. */
  public static void step(
      int n,
      float rate,
      float memory,
      float share,
      float decay,
      float epsilon,
      float[] theta,
      float[] gradient,
      float[] squares,
      int offset) {
    Check.range("theta", theta.length, offset, n);
    Check.range("gradient", gradient.length, offset, n);
    Check.range("squares", squares.length, offset, n);
    if (Simd.pays(n)) {
      Vector.step(n, rate, memory, share, decay, epsilon, theta, gradient, squares, offset);
    } else {
      Scalar.step(n, rate, memory, share, decay, epsilon, theta, gradient, squares, offset);
    }
  }

  /** One step of {@code n} elements with momentum. */
  public static void momentum(
      int n,
      float rate,
      float memory,
      float share,
      float momentum,
      float decay,
      float epsilon,
      float[] theta,
      float[] gradient,
      float[] squares,
      float[] buffer,
      int offset) {
    Check.range("theta", theta.length, offset, n);
    Check.range("gradient", gradient.length, offset, n);
    Check.range("squares", squares.length, offset, n);
    Check.range("buffer", buffer.length, offset, n);
    if (Simd.pays(n)) {
      Vector.momentum(
          n, rate, memory, share, momentum, decay, epsilon, theta, gradient, squares, buffer,
          offset);
    } else {
      Scalar.momentum(
          n, rate, memory, share, momentum, decay, epsilon, theta, gradient, squares, buffer,
          offset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link RmsPropStep#step}. */
    public static void step(
        int n,
        float rate,
        float memory,
        float share,
        float decay,
        float epsilon,
        float[] theta,
        float[] gradient,
        float[] squares,
        int offset) {
      for (int i = offset; i < offset + n; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        float s = Fma.fma(squares[i], memory, d * d * share);
        squares[i] = s;
        theta[i] = Fma.fma(d / ((float) Math.sqrt(s) + epsilon), -rate, theta[i]);
      }
    }

    /** See {@link RmsPropStep#momentum}. */
    public static void momentum(
        int n,
        float rate,
        float memory,
        float share,
        float momentum,
        float decay,
        float epsilon,
        float[] theta,
        float[] gradient,
        float[] squares,
        float[] buffer,
        int offset) {
      for (int i = offset; i < offset + n; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        float s = Fma.fma(squares[i], memory, d * d * share);
        squares[i] = s;
        float b = Fma.fma(buffer[i], momentum, d / ((float) Math.sqrt(s) + epsilon));
        buffer[i] = b;
        theta[i] = Fma.fma(b, -rate, theta[i]);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link RmsPropStep#step}. */
    public static void step(
        int n,
        float rate,
        float memory,
        float share,
        float decay,
        float epsilon,
        float[] theta,
        float[] gradient,
        float[] squares,
        int offset) {
      FloatVector vmemory = FloatVector.broadcast(S, memory);
      FloatVector vdecay = FloatVector.broadcast(S, decay);
      FloatVector vrate = FloatVector.broadcast(S, -rate);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        int at = offset + i;
        FloatVector t = FloatVector.fromArray(S, theta, at);
        FloatVector d = t.fma(vdecay, FloatVector.fromArray(S, gradient, at));
        FloatVector s = FloatVector.fromArray(S, squares, at).fma(vmemory, d.mul(d).mul(share));
        s.intoArray(squares, at);
        d.div(s.sqrt().add(epsilon)).fma(vrate, t).intoArray(theta, at);
      }
      Scalar.step(n - i, rate, memory, share, decay, epsilon, theta, gradient, squares, offset + i);
    }

    /** See {@link RmsPropStep#momentum}. */
    public static void momentum(
        int n,
        float rate,
        float memory,
        float share,
        float momentum,
        float decay,
        float epsilon,
        float[] theta,
        float[] gradient,
        float[] squares,
        float[] buffer,
        int offset) {
      FloatVector vmemory = FloatVector.broadcast(S, memory);
      FloatVector vmomentum = FloatVector.broadcast(S, momentum);
      FloatVector vdecay = FloatVector.broadcast(S, decay);
      FloatVector vrate = FloatVector.broadcast(S, -rate);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        int at = offset + i;
        FloatVector t = FloatVector.fromArray(S, theta, at);
        FloatVector d = t.fma(vdecay, FloatVector.fromArray(S, gradient, at));
        FloatVector s = FloatVector.fromArray(S, squares, at).fma(vmemory, d.mul(d).mul(share));
        s.intoArray(squares, at);
        FloatVector b =
            FloatVector.fromArray(S, buffer, at).fma(vmomentum, d.div(s.sqrt().add(epsilon)));
        b.intoArray(buffer, at);
        b.fma(vrate, t).intoArray(theta, at);
      }
      Scalar.momentum(
          n - i,
          rate,
          memory,
          share,
          momentum,
          decay,
          epsilon,
          theta,
          gradient,
          squares,
          buffer,
          offset + i);
    }
  }
}
