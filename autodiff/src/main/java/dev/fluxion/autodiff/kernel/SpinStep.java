package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes of the wrapper that lets turns of another optimizer's step store energy in spin.
 *
 * <p>Formulas: {@code turn = |r - p| / (|r| + |p| + ε)} of the raw step r and the previous step p;
 * per element {@code s ← keep·s + κ·turn}, and {@code Σ s²}; per tensor {@code Σ turn}, of which
 * the caller makes one spin; then {@code p ← α·r; θ ← θ + p}.
 *
 * <p>Elements are computed alone; the sums are those of {@link BlockSum}: the same bits on every
 * width, and in chunks of whole blocks. The arrays must not overlap. All begin at the same offset,
 * except the scratch {@code turns}.
 *
 * <p>Source: document 000, «Sketch of the update».
 */
public final class SpinStep {
  private SpinStep() {}

  /** Spin per element: {@code s ← keep·s + kappa·turn}; returns {@code sum + Σ s²}. */
  public static double charge(
      int n,
      float keep,
      float kappa,
      float epsilon,
      float[] raw,
      float[] previous,
      float[] spin,
      int offset,
      double sum) {
    Check.range("raw", raw.length, offset, n);
    Check.range("previous", previous.length, offset, n);
    Check.range("spin", spin.length, offset, n);
    for (int i = 0; i < n; i += BlockSum.SIZE) {
      int size = Math.min(BlockSum.SIZE, n - i);
      if (Simd.pays(size)) {
        Vector.charge(size, keep, kappa, epsilon, raw, previous, spin, offset + i);
      } else {
        Scalar.charge(size, keep, kappa, epsilon, raw, previous, spin, offset + i);
      }
      sum = BlockSum.squares(size, spin, offset + i, sum);
    }
    return sum;
  }

  /**
   * Spin per tensor: {@code sum + Σ turn}.
   *
   * @param turns scratch, as many elements as {@link BlockSum#SIZE} or as n if that is less
   */
  public static double turn(
      int n, float epsilon, float[] raw, float[] previous, int offset, float[] turns, double sum) {
    Check.range("raw", raw.length, offset, n);
    Check.range("previous", previous.length, offset, n);
    Check.range("turns", turns.length, 0, Math.min(n, BlockSum.SIZE));
    for (int i = 0; i < n; i += BlockSum.SIZE) {
      int size = Math.min(BlockSum.SIZE, n - i);
      if (Simd.pays(size)) {
        Vector.turn(size, epsilon, raw, previous, offset + i, turns);
      } else {
        Scalar.turn(size, epsilon, raw, previous, offset + i, turns);
      }
      sum = BlockSum.sum(size, turns, 0, sum);
    }
    return sum;
  }

  /** {@code p ← alpha·r; θ ← θ + p}. */
  public static void move(
      int n, float alpha, float[] raw, float[] previous, float[] theta, int offset) {
    Check.range("raw", raw.length, offset, n);
    Check.range("previous", previous.length, offset, n);
    Check.range("theta", theta.length, offset, n);
    if (Simd.pays(n)) {
      Vector.move(n, alpha, raw, previous, theta, offset);
    } else {
      Scalar.move(n, alpha, raw, previous, theta, offset);
    }
  }

  /** One element at a time; without the sums. */
  public static final class Scalar {
    private Scalar() {}

    private static float turn(float r, float p, float epsilon) {
      return Math.abs(r - p) / (Math.abs(r) + Math.abs(p) + epsilon);
    }

    /** See {@link SpinStep#charge}. */
    public static void charge(
        int n,
        float keep,
        float kappa,
        float epsilon,
        float[] raw,
        float[] previous,
        float[] spin,
        int offset) {
      for (int i = offset; i < offset + n; i++) {
        spin[i] = Fma.fma(turn(raw[i], previous[i], epsilon), kappa, spin[i] * keep);
      }
    }

    /** See {@link SpinStep#turn}: writes the turns. */
    public static void turn(
        int n, float epsilon, float[] raw, float[] previous, int offset, float[] turns) {
      for (int i = 0; i < n; i++) {
        turns[i] = turn(raw[offset + i], previous[offset + i], epsilon);
      }
    }

    /** See {@link SpinStep#move}. */
    public static void move(
        int n, float alpha, float[] raw, float[] previous, float[] theta, int offset) {
      for (int i = offset; i < offset + n; i++) {
        float step = raw[i] * alpha;
        previous[i] = step;
        theta[i] = theta[i] + step;
      }
    }
  }

  /** One vector at a time, the rest one by one; without the sums. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link SpinStep#charge}. */
    public static void charge(
        int n,
        float keep,
        float kappa,
        float epsilon,
        float[] raw,
        float[] previous,
        float[] spin,
        int offset) {
      FloatVector vkappa = FloatVector.broadcast(S, kappa);
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector r = FloatVector.fromArray(S, raw, offset + i);
        FloatVector p = FloatVector.fromArray(S, previous, offset + i);
        FloatVector size =
            r.lanewise(VectorOperators.ABS).add(p.lanewise(VectorOperators.ABS)).add(epsilon);
        FloatVector turn = r.sub(p).lanewise(VectorOperators.ABS).div(size);
        FloatVector kept = FloatVector.fromArray(S, spin, offset + i).mul(keep);
        turn.fma(vkappa, kept).intoArray(spin, offset + i);
      }
      Scalar.charge(n - i, keep, kappa, epsilon, raw, previous, spin, offset + i);
    }

    /** See {@link SpinStep#turn}: writes the turns. */
    public static void turn(
        int n, float epsilon, float[] raw, float[] previous, int offset, float[] turns) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector r = FloatVector.fromArray(S, raw, offset + i);
        FloatVector p = FloatVector.fromArray(S, previous, offset + i);
        FloatVector size =
            r.lanewise(VectorOperators.ABS).add(p.lanewise(VectorOperators.ABS)).add(epsilon);
        r.sub(p).lanewise(VectorOperators.ABS).div(size).intoArray(turns, i);
      }
      for (; i < n; i++) {
        turns[i] = Scalar.turn(raw[offset + i], previous[offset + i], epsilon);
      }
    }

    /** See {@link SpinStep#move}. */
    public static void move(
        int n, float alpha, float[] raw, float[] previous, float[] theta, int offset) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += S.length()) {
        FloatVector step = FloatVector.fromArray(S, raw, offset + i).mul(alpha);
        step.intoArray(previous, offset + i);
        FloatVector.fromArray(S, theta, offset + i).add(step).intoArray(theta, offset + i);
      }
      Scalar.move(n - i, alpha, raw, previous, theta, offset + i);
    }
  }
}
