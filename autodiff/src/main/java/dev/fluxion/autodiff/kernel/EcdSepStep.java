package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes of a step of energy conserving descent with a separable Hamiltonian.
 *
 * <p>Formulas: the kick, {@code q ← keep·p - kick·g} or, with decay, {@code q ← keep·p - kick·(g +
 * decay·θ)}, and {@code Σ q²}; then the move with the turn, {@code θ ← θ + rate·q; q ← share·q +
 * chaos·z}, and {@code Σ q²} again; last {@code p ← factor·q}. The caller knows the factors. {@code
 * q} is apart from {@code p}, so that a step can be given up before it has changed anything.
 *
 * <p>Elements are computed alone, with FMA; the sums are those of {@link BlockSum}: the same bits
 * on every width, and in chunks of whole blocks. The arrays must not overlap, but {@code p} may be
 * {@code gradient}. All begin at the same offset, except {@code z}, which begins at 0.
 *
 * <p>Source: G. B. De Luca, A. Gatti, E. Silverstein, «Improving Energy Conserving Descent for
 * Machine Learning: Theory and Practice», 2023, algorithm 1.
 */
public final class EcdSepStep {
  private EcdSepStep() {}

  /** Writes {@code q = keep·p - kick·g}; returns {@code sum + Σ q²}. */
  public static double kick(
      int n,
      float keep,
      float kick,
      float[] p,
      float[] gradient,
      float[] q,
      int offset,
      double sum) {
    Check.range("p", p.length, offset, n);
    Check.range("gradient", gradient.length, offset, n);
    Check.range("q", q.length, offset, n);
    for (int i = 0; i < n; i += BlockSum.SIZE) {
      int size = Math.min(BlockSum.SIZE, n - i);
      if (Simd.pays(size)) {
        Vector.kick(size, keep, kick, p, gradient, q, offset + i);
      } else {
        Scalar.kick(size, keep, kick, p, gradient, q, offset + i);
      }
      sum = BlockSum.squares(size, q, offset + i, sum);
    }
    return sum;
  }

  /** Writes {@code q = keep·p - kick·(g + decay·θ)}; returns {@code sum + Σ q²}. */
  public static double kickWithDecay(
      int n,
      float keep,
      float kick,
      float decay,
      float[] p,
      float[] gradient,
      float[] theta,
      float[] q,
      int offset,
      double sum) {
    Check.range("p", p.length, offset, n);
    Check.range("gradient", gradient.length, offset, n);
    Check.range("theta", theta.length, offset, n);
    Check.range("q", q.length, offset, n);
    for (int i = 0; i < n; i += BlockSum.SIZE) {
      int size = Math.min(BlockSum.SIZE, n - i);
      if (Simd.pays(size)) {
        Vector.kickWithDecay(size, keep, kick, decay, p, gradient, theta, q, offset + i);
      } else {
        Scalar.kickWithDecay(size, keep, kick, decay, p, gradient, theta, q, offset + i);
      }
      sum = BlockSum.squares(size, q, offset + i, sum);
    }
    return sum;
  }

  /**
   * Moves θ by {@code rate·q} and turns q to {@code share·q + chaos·z}; returns {@code sum + Σ q²}.
   */
  public static double turn(
      int n,
      float rate,
      float share,
      float chaos,
      float[] z,
      float[] theta,
      float[] q,
      int offset,
      double sum) {
    Check.range("z", z.length, 0, n);
    Check.range("theta", theta.length, offset, n);
    Check.range("q", q.length, offset, n);
    for (int i = 0; i < n; i += BlockSum.SIZE) {
      int size = Math.min(BlockSum.SIZE, n - i);
      if (Simd.pays(size)) {
        Vector.turn(size, rate, share, chaos, z, i, theta, q, offset + i);
      } else {
        Scalar.turn(size, rate, share, chaos, z, i, theta, q, offset + i);
      }
      sum = BlockSum.squares(size, q, offset + i, sum);
    }
    return sum;
  }

  /** {@code p ← factor·q}: the last pass. */
  public static void keep(int n, float factor, float[] q, float[] p, int offset) {
    Check.range("q", q.length, offset, n);
    Check.range("p", p.length, offset, n);
    if (Simd.pays(n)) {
      Vector.keep(n, factor, q, p, offset);
    } else {
      Scalar.keep(n, factor, q, p, offset);
    }
  }

  /** One element at a time; without the sums. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link EcdSepStep#kick}. */
    public static void kick(
        int n, float keep, float kick, float[] p, float[] gradient, float[] q, int offset) {
      for (int i = offset; i < offset + n; i++) {
        q[i] = Fma.fma(gradient[i], -kick, p[i] * keep);
      }
    }

    /** See {@link EcdSepStep#kickWithDecay}. */
    public static void kickWithDecay(
        int n,
        float keep,
        float kick,
        float decay,
        float[] p,
        float[] gradient,
        float[] theta,
        float[] q,
        int offset) {
      for (int i = offset; i < offset + n; i++) {
        float d = Fma.fma(theta[i], decay, gradient[i]);
        q[i] = Fma.fma(d, -kick, p[i] * keep);
      }
    }

    /** See {@link EcdSepStep#turn}; the noise begins at {@code from}. */
    public static void turn(
        int n,
        float rate,
        float share,
        float chaos,
        float[] z,
        int from,
        float[] theta,
        float[] q,
        int offset) {
      for (int i = 0; i < n; i++) {
        float before = q[offset + i];
        theta[offset + i] = Fma.fma(before, rate, theta[offset + i]);
        q[offset + i] = Fma.fma(z[from + i], chaos, before * share);
      }
    }

    /** See {@link EcdSepStep#keep}. */
    public static void keep(int n, float factor, float[] q, float[] p, int offset) {
      for (int i = offset; i < offset + n; i++) {
        p[i] = q[i] * factor;
      }
    }
  }

  /** One vector at a time, the rest one by one; without the sums. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link EcdSepStep#kick}. */
    public static void kick(
        int n, float keep, float kick, float[] p, float[] gradient, float[] q, int offset) {
      FloatVector vkick = FloatVector.broadcast(S, -kick);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector kept = FloatVector.fromArray(S, p, offset + i).mul(keep);
        FloatVector g = FloatVector.fromArray(S, gradient, offset + i);
        g.fma(vkick, kept).intoArray(q, offset + i);
      }
      Scalar.kick(n - i, keep, kick, p, gradient, q, offset + i);
    }

    /** See {@link EcdSepStep#kickWithDecay}. */
    public static void kickWithDecay(
        int n,
        float keep,
        float kick,
        float decay,
        float[] p,
        float[] gradient,
        float[] theta,
        float[] q,
        int offset) {
      FloatVector vkick = FloatVector.broadcast(S, -kick);
      FloatVector vdecay = FloatVector.broadcast(S, decay);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector kept = FloatVector.fromArray(S, p, offset + i).mul(keep);
        FloatVector g = FloatVector.fromArray(S, gradient, offset + i);
        FloatVector d = FloatVector.fromArray(S, theta, offset + i).fma(vdecay, g);
        d.fma(vkick, kept).intoArray(q, offset + i);
      }
      Scalar.kickWithDecay(n - i, keep, kick, decay, p, gradient, theta, q, offset + i);
    }

    /** See {@link Scalar#turn}. */
    public static void turn(
        int n,
        float rate,
        float share,
        float chaos,
        float[] z,
        int from,
        float[] theta,
        float[] q,
        int offset) {
      FloatVector vrate = FloatVector.broadcast(S, rate);
      FloatVector vchaos = FloatVector.broadcast(S, chaos);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector before = FloatVector.fromArray(S, q, offset + i);
        before.fma(vrate, FloatVector.fromArray(S, theta, offset + i)).intoArray(theta, offset + i);
        FloatVector noise = FloatVector.fromArray(S, z, from + i);
        noise.fma(vchaos, before.mul(share)).intoArray(q, offset + i);
      }
      Scalar.turn(n - i, rate, share, chaos, z, from + i, theta, q, offset + i);
    }

    /** See {@link EcdSepStep#keep}. */
    public static void keep(int n, float factor, float[] q, float[] p, int offset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector.fromArray(S, q, offset + i).mul(factor).intoArray(p, offset + i);
      }
      Scalar.keep(n - i, factor, q, p, offset + i);
    }
  }
}
