package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.kernel.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops that do nothing but move memory.
 *
 * <p>Formula: read {@code x₀ ⊕ x₁ ⊕ …} (exclusive or, which may be taken in any order), copy {@code
 * y ← x}, triad {@code z ← x + αy}.
 */
final class Streams {
  private Streams() {}

  /** One element at a time; C2 may vectorize it. */
  static final class Scalar {
    private Scalar() {}

    static int read(int n, int[] x) {
      int all = 0;
      for (int i = 0; i < n; i++) {
        all ^= x[i];
      }
      return all;
    }

    static void copy(int n, float[] x, float[] y) {
      for (int i = 0; i < n; i++) {
        y[i] = x[i];
      }
    }

    static void triad(int n, float alpha, float[] x, float[] y, float[] z) {
      for (int i = 0; i < n; i++) {
        z[i] = x[i] + alpha * y[i];
      }
    }
  }

  /** One vector at a time, the rest one by one. */
  static final class Vector {
    private static final VectorShape SHAPE = VectorShape.forBitSize(Math.max(128, Simd.BITS));
    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, SHAPE);
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, SHAPE);
    private static final int W = I.length();

    private Vector() {}

    /** Four accumulators, so that the latency of ⊕ does not count. */
    static int read(int n, int[] x) {
      IntVector a0 = IntVector.zero(I);
      IntVector a1 = a0;
      IntVector a2 = a0;
      IntVector a3 = a0;
      int i = 0;
      for (; i <= n - 4 * W; i += 4 * W) {
        a0 = a0.lanewise(VectorOperators.XOR, IntVector.fromArray(I, x, i));
        a1 = a1.lanewise(VectorOperators.XOR, IntVector.fromArray(I, x, i + W));
        a2 = a2.lanewise(VectorOperators.XOR, IntVector.fromArray(I, x, i + 2 * W));
        a3 = a3.lanewise(VectorOperators.XOR, IntVector.fromArray(I, x, i + 3 * W));
      }
      IntVector left = a0.lanewise(VectorOperators.XOR, a1);
      IntVector right = a2.lanewise(VectorOperators.XOR, a3);
      int all = left.lanewise(VectorOperators.XOR, right).reduceLanes(VectorOperators.XOR);
      for (; i < n; i++) {
        all ^= x[i];
      }
      return all;
    }

    static void copy(int n, float[] x, float[] y) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += W) {
        FloatVector.fromArray(S, x, i).intoArray(y, i);
      }
      for (; i < n; i++) {
        y[i] = x[i];
      }
    }

    static void triad(int n, float alpha, float[] x, float[] y, float[] z) {
      int i = 0;
      for (int bound = S.loopBound(n); i < bound; i += W) {
        FloatVector vy = FloatVector.fromArray(S, y, i);
        FloatVector.fromArray(S, x, i).add(vy.mul(alpha)).intoArray(z, i);
      }
      for (; i < n; i++) {
        z[i] = x[i] + alpha * y[i];
      }
    }
  }
}
