package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot product of two float vectors, accumulated in float (BLAS-1 sdot).
 *
 * <p>Formula: {@code Σ xᵢyᵢ} by FMA in the order of {@link CanonicalOrder} with 64 partial sums and
 * groups of 16; the error is below {@code (n/64 + 16)·2⁻²⁴ Σ|xᵢyᵢ|}. {@link Dot} takes two to three
 * times as long; its sums neither overflow nor lose digits.
 *
 * <p>Agreement: exact, all forms give the same bits. {@code x} and {@code y} may overlap.
 *
 * <p>Source: N. Higham, Accuracy and Stability of Numerical Algorithms, 2002, chapter 3.
 */
public final class FloatDot {
  private static final int PARTIALS = 64;
  private static final int GROUP = 16;

  private FloatDot() {}

  /** {@code Σ xᵢyᵢ}. */
  public static float dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Check.range("x", x.length, xOffset, n);
    Check.range("y", y.length, yOffset, n);
    return Simd.pays(n)
        ? Vector.dot(n, x, xOffset, y, yOffset)
        : Scalar.dot(n, x, xOffset, y, yOffset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link FloatDot#dot}. */
    public static float dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
      float rest = rest(n, x, xOffset, y, yOffset);
      if (n < GROUP) {
        return rest;
      }
      float p0 = lanes(n, x, xOffset, y, yOffset, 0);
      float p1 = lanes(n, x, xOffset, y, yOffset, 1);
      float p2 = lanes(n, x, xOffset, y, yOffset, 2);
      float p3 = lanes(n, x, xOffset, y, yOffset, 3);
      float p4 = lanes(n, x, xOffset, y, yOffset, 4);
      float p5 = lanes(n, x, xOffset, y, yOffset, 5);
      float p6 = lanes(n, x, xOffset, y, yOffset, 6);
      float p7 = lanes(n, x, xOffset, y, yOffset, 7);
      return CanonicalOrder.pairs(p0, p1, p2, p3, p4, p5, p6, p7) + rest;
    }

    /** The partial sums {@code lane}, {@code lane + 8}, …, {@code lane + 56}, folded to one. */
    private static float lanes(int n, float[] x, int xOffset, float[] y, int yOffset, int lane) {
      float even = sixteenth(n, x, xOffset, y, yOffset, lane);
      return even + sixteenth(n, x, xOffset, y, yOffset, lane + 8);
    }

    /** The partial sums {@code lane}, {@code lane + 16}, {@code lane + 32}, {@code lane + 48}. */
    private static float sixteenth(
        int n, float[] x, int xOffset, float[] y, int yOffset, int lane) {
      float a0 = 0;
      float a1 = 0;
      float a2 = 0;
      float a3 = 0;
      int i = lane;
      for (int bound = n & -PARTIALS; i < bound; i += PARTIALS) {
        a0 = Fma.fma(x[xOffset + i], y[yOffset + i], a0);
        a1 = Fma.fma(x[xOffset + i + 16], y[yOffset + i + 16], a1);
        a2 = Fma.fma(x[xOffset + i + 32], y[yOffset + i + 32], a2);
        a3 = Fma.fma(x[xOffset + i + 48], y[yOffset + i + 48], a3);
      }
      int whole = n & -GROUP;
      if (i < whole) {
        a0 = Fma.fma(x[xOffset + i], y[yOffset + i], a0);
      }
      if (i + 16 < whole) {
        a1 = Fma.fma(x[xOffset + i + 16], y[yOffset + i + 16], a1);
      }
      if (i + 32 < whole) {
        a2 = Fma.fma(x[xOffset + i + 32], y[yOffset + i + 32], a2);
      }
      return (a0 + a2) + (a1 + a3);
    }

    /** The elements behind the last group, in a chain of their own. */
    private static float rest(int n, float[] x, int xOffset, float[] y, int yOffset) {
      float sum = 0;
      for (int i = n & -GROUP; i < n; i++) {
        sum = Fma.fma(x[xOffset + i], y[yOffset + i], sum);
      }
      return sum;
    }
  }

  /**
   * A group of sixteen is one vector of 512 bits (a), two of 256 (a, b), and on 128 bits two in
   * each of two passes.
   */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;
    private static final boolean NARROW = S.length() < GROUP;

    /** Added to a sum from a loop, it leaves it as it is and shows the compiler its class. */
    private static final FloatVector NOTHING = FloatVector.broadcast(S, -0f);

    /** The upper half of a vector before the lower. */
    private static final VectorShuffle<Float> SWAPPED = S.iotaShuffle(S.length() / 2, 1, true);

    private Vector() {}

    /** See {@link FloatDot#dot}. */
    public static float dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
      float rest = Scalar.rest(n, x, xOffset, y, yOffset);
      float sum = lanes(n, x, xOffset, y, yOffset, 0);
      if (S.length() == 4) {
        sum += lanes(n, x, xOffset, y, yOffset, 4);
      }
      return sum + rest;
    }

    /** All partial sums, or on the narrowest vectors every other four, folded to one. */
    private static float lanes(int n, float[] x, int xOffset, float[] y, int yOffset, int lane) {
      FloatVector a0 = FloatVector.zero(S);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      FloatVector a3 = a0;
      FloatVector b0 = a0;
      FloatVector b1 = a0;
      FloatVector b2 = a0;
      FloatVector b3 = a0;
      int i = lane;
      for (int bound = n & -PARTIALS; i < bound; i += PARTIALS) {
        a0 =
            FloatVector.fromArray(S, x, xOffset + i)
                .fma(FloatVector.fromArray(S, y, yOffset + i), a0);
        a1 =
            FloatVector.fromArray(S, x, xOffset + i + 16)
                .fma(FloatVector.fromArray(S, y, yOffset + i + 16), a1);
        a2 =
            FloatVector.fromArray(S, x, xOffset + i + 32)
                .fma(FloatVector.fromArray(S, y, yOffset + i + 32), a2);
        a3 =
            FloatVector.fromArray(S, x, xOffset + i + 48)
                .fma(FloatVector.fromArray(S, y, yOffset + i + 48), a3);
        if (NARROW) {
          b0 =
              FloatVector.fromArray(S, x, xOffset + i + 8)
                  .fma(FloatVector.fromArray(S, y, yOffset + i + 8), b0);
          b1 =
              FloatVector.fromArray(S, x, xOffset + i + 24)
                  .fma(FloatVector.fromArray(S, y, yOffset + i + 24), b1);
          b2 =
              FloatVector.fromArray(S, x, xOffset + i + 40)
                  .fma(FloatVector.fromArray(S, y, yOffset + i + 40), b2);
          b3 =
              FloatVector.fromArray(S, x, xOffset + i + 56)
                  .fma(FloatVector.fromArray(S, y, yOffset + i + 56), b3);
        }
      }
      int whole = n & -GROUP;
      if (i < whole) {
        a0 =
            FloatVector.fromArray(S, x, xOffset + i)
                .fma(FloatVector.fromArray(S, y, yOffset + i), a0);
        if (NARROW) {
          b0 =
              FloatVector.fromArray(S, x, xOffset + i + 8)
                  .fma(FloatVector.fromArray(S, y, yOffset + i + 8), b0);
        }
      }
      if (i + 16 < whole) {
        a1 =
            FloatVector.fromArray(S, x, xOffset + i + 16)
                .fma(FloatVector.fromArray(S, y, yOffset + i + 16), a1);
        if (NARROW) {
          b1 =
              FloatVector.fromArray(S, x, xOffset + i + 24)
                  .fma(FloatVector.fromArray(S, y, yOffset + i + 24), b1);
        }
      }
      if (i + 32 < whole) {
        a2 =
            FloatVector.fromArray(S, x, xOffset + i + 32)
                .fma(FloatVector.fromArray(S, y, yOffset + i + 32), a2);
        if (NARROW) {
          b2 =
              FloatVector.fromArray(S, x, xOffset + i + 40)
                  .fma(FloatVector.fromArray(S, y, yOffset + i + 40), b2);
        }
      }
      FloatVector a = NOTHING.add(a0).add(a2).add(NOTHING.add(a1).add(a3));
      FloatVector b = NOTHING.add(b0).add(b2).add(NOTHING.add(b1).add(b3));
      FloatVector p = a.add(NARROW ? b : a.rearrange(SWAPPED));
      float low = (p.lane(0) + p.lane(1)) + (p.lane(2) + p.lane(3));
      if (S.length() == 4) {
        return low;
      }
      return low + ((p.lane(4) + p.lane(5)) + (p.lane(6) + p.lane(7)));
    }
  }
}
