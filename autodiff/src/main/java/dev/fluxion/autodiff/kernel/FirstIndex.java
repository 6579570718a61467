package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The first place of a number in a vector.
 *
 * <p>Formula: {@code min {i : xᵢ = value}}, or −1. NaN equals NaN, and zeros of both signs are
 * equal.
 *
 * <p>Agreement: exact; the answer is an integer.
 *
 * <p>Source: D. Knuth, The Art of Computer Programming, volume 3, section 6.1 (sequential search).
 */
public final class FirstIndex {
  private FirstIndex() {}

  /** The first {@code i} with {@code xᵢ = value}, or −1. */
  public static int of(float value, int n, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    return Simd.pays(n) ? Vector.of(value, n, x, xOffset) : Scalar.of(value, 0, n, x, xOffset);
  }

  /** The first {@code i} with {@code |xᵢ| = value}, or −1. */
  public static int ofAbsolute(float value, int n, float[] x, int xOffset) {
    Check.range("x", x.length, xOffset, n);
    return Simd.pays(n)
        ? Vector.ofAbsolute(value, n, x, xOffset)
        : Scalar.ofAbsolute(value, 0, n, x, xOffset);
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link FirstIndex#of}; begins at {@code from}. */
    public static int of(float value, int from, int n, float[] x, int xOffset) {
      for (int i = from; i < n; i++) {
        if (same(x[xOffset + i], value)) {
          return i;
        }
      }
      return -1;
    }

    /** See {@link FirstIndex#ofAbsolute}; begins at {@code from}. */
    public static int ofAbsolute(float value, int from, int n, float[] x, int xOffset) {
      for (int i = from; i < n; i++) {
        if (same(Math.abs(x[xOffset + i]), value)) {
          return i;
        }
      }
      return -1;
    }

    private static boolean same(float x, float value) {
      return x == value || (x != x && value != value);
    }
  }

  /** One vector at a time up to the first that has it, then one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = Species.FLOAT;

    private Vector() {}

    /** See {@link FirstIndex#of}. */
    public static int of(float value, int n, float[] x, int xOffset) {
      int i = 0;
      for (int bound = value == value ? S.loopBound(n) : 0; i < bound; i += S.length()) {
        FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
        if (v.compare(VectorOperators.EQ, value).anyTrue()) {
          break;
        }
      }
      return Scalar.of(value, i, n, x, xOffset);
    }

    /** See {@link FirstIndex#ofAbsolute}. */
    public static int ofAbsolute(float value, int n, float[] x, int xOffset) {
      int i = 0;
      for (int bound = value == value ? S.loopBound(n) : 0; i < bound; i += S.length()) {
        FloatVector v = FloatVector.fromArray(S, x, xOffset + i).abs();
        if (v.compare(VectorOperators.EQ, value).anyTrue()) {
          break;
        }
      }
      return Scalar.ofAbsolute(value, i, n, x, xOffset);
    }
  }
}
