package dev.fluxion.autodiff.random;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A stream of random numbers in which value {@code i} of step {@code k} depends on the key, {@code
 * k} and {@code i} only: any order, any width, any chunks and any number of threads give the same
 * numbers.
 *
 * <p>Keys split by purpose, so that two uses of one seed never share numbers:
 *
 * <pre>{@code
 * RandomKey key = RandomKey.of(42);
 * key.split("data").normals(0, 100, x, 0);
 * key.split("weights").uniforms(0, 100, -1, 1, w, 0);
 * }</pre>
 *
 * <p>The words are those of {@link Threefry}, the normals those of {@link BoxMuller}. Filling an
 * array is many times faster than asking for its values one by one, and allocates nothing.
 *
 * @param high first word of the key
 * @param low second word of the key
 */
public record RandomKey(int high, int low) {
  /** The key of a seed. */
  public static RandomKey of(long seed) {
    return new RandomKey((int) (seed >>> 32), (int) seed);
  }

  /** The key of a purpose. */
  public RandomKey split(String purpose) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
    }
    return of(Threefry.block(high, low, (int) (hash >>> 32), (int) hash));
  }

  /** The key of the i-th member of a family, for example of a repetition. */
  public RandomKey split(int i) {
    return split("#" + i);
  }

  /** 32 random bits. */
  public int bits(int step, int i) {
    long block = block(step, i);
    return i % Threefry.WORDS < Threefry.GROUP ? (int) (block >>> 32) : (int) block;
  }

  /** A uniform number in the open interval (0, 1): the midpoint of one of 2³² cells. */
  public double uniform(int step, int i) {
    return Uniform.of(bits(step, i));
  }

  /** A standard normal number; a float, so that engines and definitions have the same noise. */
  public double normal(int step, int i) {
    long block = block(step, i);
    float radius = (float) Math.sqrt(BoxMuller.Scalar.square((int) (block >>> 32)));
    return i % Threefry.WORDS < Threefry.GROUP
        ? BoxMuller.Scalar.first(radius, (int) block)
        : BoxMuller.Scalar.second(radius, (int) block);
  }

  /**
   * A uniform integer from 0 to {@code bound - 1}; each is met 2³² / bound times, give or take one.
   */
  public int integer(int step, int i, int bound) {
    requirePositive(bound);
    return Uniform.below(bound, bits(step, i));
  }

  /** {@code n} words of random bits, values {@code from} on of a step. */
  public void bits(int step, int from, int n, int[] out, int offset) {
    requireRange(from, n, out.length, offset);
    Draw.bits(this, step, from, n, out, offset);
  }

  /** {@code n} uniform integers from 0 to {@code bound - 1}, values {@code from} on of a step. */
  public void integers(int step, int from, int n, int bound, int[] out, int offset) {
    requirePositive(bound);
    requireRange(from, n, out.length, offset);
    Draw.integers(this, step, from, n, bound, out, offset);
  }

  /**
   * {@code n} uniform numbers in the open interval (0, 1), values {@code from} on of a step: the
   * midpoints of 2²³ cells.
   */
  public void uniforms(int step, int from, int n, float[] out, int offset) {
    requireRange(from, n, out.length, offset);
    Draw.uniforms(this, step, from, n, out, offset);
  }

  /** {@code n} uniform numbers from {@code low} to {@code high}, values 0 … n-1 of a step. */
  public void uniforms(int step, int n, double low, double high, float[] out, int offset) {
    uniforms(step, 0, n, low, high, out, offset);
  }

  /**
   * {@code n} uniform numbers from {@code low} to {@code high}, values {@code from} on of a step.
   */
  public void uniforms(
      int step, int from, int n, double low, double high, float[] out, int offset) {
    requireRange(from, n, out.length, offset);
    Draw.uniforms(this, step, from, n, low, high, out, offset);
  }

  /** The same, not rounded to floats. */
  public void uniforms(
      int step, int from, int n, double low, double high, double[] out, int offset) {
    requireRange(from, n, out.length, offset);
    Draw.uniforms(this, step, from, n, low, high, out, offset);
  }

  /** {@code n} standard normal numbers, values 0 … n-1 of a step. */
  public void normals(int step, int n, float[] out, int offset) {
    normals(step, 0, n, out, offset);
  }

  /** {@code n} standard normal numbers, values {@code from} on of a step. */
  public void normals(int step, int from, int n, float[] out, int offset) {
    requireRange(from, n, out.length, offset);
    Draw.normals(this, step, from, n, out, offset);
  }

  /** The numbers 0 … n-1 in random order: {@code choice(step, n, n)}. */
  public int[] permutation(int step, int n) {
    return choice(step, n, n);
  }

  /** The same order of the numbers 0 … length-1, into an array; allocates nothing. */
  public void permutation(int step, int[] out) {
    shuffle(step, out.length, out);
  }

  /**
   * {@code k} different numbers of 0 … n-1 in random order; a longer choice begins with a shorter.
   *
   * <p>The shuffle of R. Fisher and F. Yates, as far as needed: the i-th number changes places with
   * one of those not yet chosen, {@code ⌊b·(n-i) / 2⁶⁴⌋} places on, where b are both words of block
   * i. No place is preferred by more than (n-i)/2⁶⁴ of its probability, at most 2⁻³³.
   */
  public int[] choice(int step, int n, int k) {
    if (n < 0 || k < 0 || k > n) {
      throw new IllegalArgumentException("cannot choose " + k + " of " + n);
    }
    int[] x = new int[n];
    shuffle(step, k, x);
    return k == n ? x : Arrays.copyOf(x, k);
  }

  /** Writes 0 … length-1 with k of them, chosen at random, in front. */
  private void shuffle(int step, int k, int[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    for (int i = 0; i < k; i++) {
      long block = Threefry.block(high, low, step, i);
      int j = i + (int) Math.unsignedMultiplyHigh(block, x.length - i);
      int chosen = x[j];
      x[j] = x[i];
      x[i] = chosen;
    }
  }

  /** The block that holds value i. */
  private long block(int step, int i) {
    int group = i / Threefry.WORDS;
    return Threefry.block(high, low, step, group * Threefry.GROUP + i % Threefry.GROUP);
  }

  private static void requirePositive(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound = " + bound + " must be positive");
    }
  }

  private static void requireRange(int from, int n, int length, int offset) {
    if (from < 0 || n > Integer.MAX_VALUE - Threefry.WORDS - from) {
      throw new IllegalArgumentException("no values " + from + " … " + from + " + " + n + " - 1");
    }
    Objects.checkFromIndexSize(offset, n, length);
  }
}
