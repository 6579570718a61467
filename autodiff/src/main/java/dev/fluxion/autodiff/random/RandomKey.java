package dev.fluxion.autodiff.random;

import java.nio.charset.StandardCharsets;

/**
 * A stream of random numbers in which value {@code i} of step {@code k} depends on the key, {@code
 * k} and {@code i} only: any order, any width and any number of threads give the same numbers.
 *
 * <p>Keys split by purpose, so that two uses of one seed never share numbers:
 *
 * <pre>{@code
 * RandomKey key = RandomKey.of(42);
 * key.split("data").normals(0, 100, x, 0);
 * key.split("weights").uniforms(0, 100, -1, 1, w, 0);
 * }</pre>
 *
 * <p>Normals invert the cumulative distribution (M. Wichura, «Algorithm AS 241», 1988) with {@link
 * StrictMath}, so they too are the same bits on every machine.
 *
 * @param high first word of the key
 * @param low second word of the key
 */
public record RandomKey(int high, int low) {
  /**
   * Words come in groups: 64 blocks give first their 64 first words, then their 64 second words.
   */
  private static final int GROUP = 64;

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
    int group = i / (2 * GROUP);
    int inGroup = i % (2 * GROUP);
    long block = Threefry.block(high, low, step, group * GROUP + inGroup % GROUP);
    return inGroup < GROUP ? (int) (block >>> 32) : (int) block;
  }

  /** A uniform number in the open interval (0, 1): the midpoint of one of 2³² cells. */
  public double uniform(int step, int i) {
    return ((bits(step, i) & 0xFFFFFFFFL) + 0.5) * 0x1p-32;
  }

  /** A standard normal number. */
  public double normal(int step, int i) {
    return NormalQuantile.of(uniform(step, i));
  }

  /** A uniform integer from 0 to {@code bound - 1}. */
  public int integer(int step, int i, int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound = " + bound + " must be positive");
    }
    return (int) ((bits(step, i) & 0xFFFFFFFFL) * bound >>> 32);
  }

  /** {@code n} uniform numbers from {@code low} to {@code high}, values 0 … n-1 of a step. */
  public void uniforms(int step, int n, double low, double high, float[] out, int offset) {
    for (int i = 0; i < n; i++) {
      out[offset + i] = (float) (low + (high - low) * uniform(step, i));
    }
  }

  /** {@code n} standard normal numbers, values 0 … n-1 of a step. */
  public void normals(int step, int n, float[] out, int offset) {
    for (int i = 0; i < n; i++) {
      out[offset + i] = (float) normal(step, i);
    }
  }
}
