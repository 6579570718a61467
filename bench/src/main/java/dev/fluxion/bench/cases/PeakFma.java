package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.autodiff.kernel.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many fused multiply-adds as the processor can do: 12 independent chains in registers, which
 * covers a latency of 4 cycles on 2 units, and no memory.
 *
 * <p>Formula: {@code aⱼ ← x·y + aⱼ} for j = 0 … 11; the result is {@code max aⱼ} over all lanes.
 * The chain runs through the addend, which the instruction overwrites; through a factor, C2 would
 * copy registers and reach three quarters of the peak.
 */
final class PeakFma {
  private static final int CHAINS = 12;

  private PeakFma() {}

  /** x and y; from an array, for constants C2 loads anew for every instruction. */
  static float[] factors() {
    return new float[] {0.75f, 0.25f};
  }

  static double flopsPerIteration(boolean vector) {
    return 2.0 * CHAINS * (vector ? Simd.BITS / Float.SIZE : 1);
  }

  /** One element at a time. */
  static final class Scalar {
    private Scalar() {}

    static float run(int iterations, float[] factors) {
      float x = factors[0];
      float y = factors[1];
      float a0 = 0;
      float a1 = 1;
      float a2 = 2;
      float a3 = 3;
      float a4 = 4;
      float a5 = 5;
      float a6 = 6;
      float a7 = 7;
      float a8 = 8;
      float a9 = 9;
      float a10 = 10;
      float a11 = 11;
      for (int i = 0; i < iterations; i++) {
        a0 = Fma.fma(x, y, a0);
        a1 = Fma.fma(x, y, a1);
        a2 = Fma.fma(x, y, a2);
        a3 = Fma.fma(x, y, a3);
        a4 = Fma.fma(x, y, a4);
        a5 = Fma.fma(x, y, a5);
        a6 = Fma.fma(x, y, a6);
        a7 = Fma.fma(x, y, a7);
        a8 = Fma.fma(x, y, a8);
        a9 = Fma.fma(x, y, a9);
        a10 = Fma.fma(x, y, a10);
        a11 = Fma.fma(x, y, a11);
      }
      float left = Math.max(Math.max(a0, a1), Math.max(a2, a3));
      float middle = Math.max(Math.max(a4, a5), Math.max(a6, a7));
      float right = Math.max(Math.max(a8, a9), Math.max(a10, a11));
      return Math.max(Math.max(left, middle), right);
    }
  }

  /** One vector at a time. */
  static final class Vector {
    private static final VectorSpecies<Float> S =
        VectorSpecies.of(float.class, VectorShape.forBitSize(Math.max(128, Simd.BITS)));

    private Vector() {}

    static float run(int iterations, float[] factors) {
      FloatVector x = FloatVector.broadcast(S, factors[0]);
      FloatVector y = FloatVector.broadcast(S, factors[1]);
      FloatVector a0 = FloatVector.broadcast(S, 0);
      FloatVector a1 = FloatVector.broadcast(S, 1);
      FloatVector a2 = FloatVector.broadcast(S, 2);
      FloatVector a3 = FloatVector.broadcast(S, 3);
      FloatVector a4 = FloatVector.broadcast(S, 4);
      FloatVector a5 = FloatVector.broadcast(S, 5);
      FloatVector a6 = FloatVector.broadcast(S, 6);
      FloatVector a7 = FloatVector.broadcast(S, 7);
      FloatVector a8 = FloatVector.broadcast(S, 8);
      FloatVector a9 = FloatVector.broadcast(S, 9);
      FloatVector a10 = FloatVector.broadcast(S, 10);
      FloatVector a11 = FloatVector.broadcast(S, 11);
      for (int i = 0; i < iterations; i++) {
        a0 = x.fma(y, a0);
        a1 = x.fma(y, a1);
        a2 = x.fma(y, a2);
        a3 = x.fma(y, a3);
        a4 = x.fma(y, a4);
        a5 = x.fma(y, a5);
        a6 = x.fma(y, a6);
        a7 = x.fma(y, a7);
        a8 = x.fma(y, a8);
        a9 = x.fma(y, a9);
        a10 = x.fma(y, a10);
        a11 = x.fma(y, a11);
      }
      FloatVector left = a0.max(a1).max(a2.max(a3));
      FloatVector middle = a4.max(a5).max(a6.max(a7));
      FloatVector right = a8.max(a9).max(a10.max(a11));
      return left.max(middle).max(right).reduceLanes(VectorOperators.MAX);
    }
  }
}
