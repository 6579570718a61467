package dev.fluxion.autodiff.kernel;

import java.util.SplittableRandom;

/** Sizes and numbers that vector code tends to get wrong; the same ones in every run. */
enum Awkward {
  /** Finite, exponents from -20 to 20: sums of a few hundred round, so their order shows. */
  SPREAD,
  /** Finite, every exponent that a float can have, subnormals included. */
  WILD,
  /** Half of them NaN, infinities, zeros of both signs, and the edges of the float range. */
  SPECIAL;

  static final int[] SIZES = {
    0, 1, 2, 3, 5, 7, 8, 13, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 207, 1000, 4099
  };

  static final float[] SPECIALS = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -3f,
    1f / 3,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Math.nextDown(Float.MIN_NORMAL),
    -Math.nextDown(Float.MIN_NORMAL),
    1e-30f,
    -1e30f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  /** {@code n} numbers; another seed gives others. */
  float[] numbers(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 31 + ordinal());
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (this) {
            case SPREAD -> finite(random, 107, 147);
            case WILD -> finite(random, 0, 254);
            case SPECIAL ->
                random.nextBoolean()
                    ? SPECIALS[random.nextInt(SPECIALS.length)]
                    : finite(random, 107, 147);
          };
    }
    return x;
  }

  /** Any sign and mantissa, a biased exponent between two bounds. */
  private static float finite(SplittableRandom random, int low, int high) {
    int exponent = random.nextInt(low, high + 1);
    return Float.intBitsToFloat(random.nextInt() & 0x807F_FFFF | exponent << 23);
  }
}
