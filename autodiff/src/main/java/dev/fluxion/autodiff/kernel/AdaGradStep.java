package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One fused step of AdaGrad, in a single pass.
 *
 * <p>Formula: {@code d = g + decay·θ}; {@code s ← s + d²}; {@code θ ← θ - rate·d / (√s + ε)}.
 * Square root and division are correctly rounded. Elementwise, so the same bits on every width and
 * in any chunks. The arrays must not overlap; all begin at the same offset.
 *
 * <p>Source: J. Duchi, E. Hazan, Y. Singer, «Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization», 2011; ε outside of the root as in PyTorch.
 */
public final class AdaGradStep {
  private AdaGradStep() {}

  /** One step of {@code n} elements. */
  public static void step(
      int n,
      float rate,
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
      Vector.step(n, rate, decay, epsilon, theta, gradient, squares, offset);
    } else {
      Scalar.step(n, rate, decay, epsilon, theta, gradient, squares, offset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link AdaGradStep#step}. */
    public static void step(
        int n,
        float rate,
        float decay,
        float epsilon,
        float[] theta,
        float[] gradient,
        float[] squares,
        int offset) {
      for (int i = offset; i < offset + n; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        float s = Fma.fma(d, d, squares[i]);
        squares[i] = s;
        theta[i] = Fma.fma(d / ((float) Math.sqrt(s) + epsilon), -rate, theta[i]);
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link AdaGradStep#step}. */
    public static void step(
        int n,
        float rate,
        float decay,
        float epsilon,
        float[] theta,
        float[] gradient,
        float[] squares,
        int offset) {
      FloatVector vdecay = FloatVector.broadcast(S, decay);
      FloatVector vrate = FloatVector.broadcast(S, -rate);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        int at = offset + i;
        FloatVector t = FloatVector.fromArray(S, theta, at);
        FloatVector d = t.fma(vdecay, FloatVector.fromArray(S, gradient, at));
        FloatVector s = d.fma(d, FloatVector.fromArray(S, squares, at));
        s.intoArray(squares, at);
        d.div(s.sqrt().add(epsilon)).fma(vrate, t).intoArray(theta, at);
      }
      Scalar.step(n - i, rate, decay, epsilon, theta, gradient, squares, offset + i);
    }
  }
}
