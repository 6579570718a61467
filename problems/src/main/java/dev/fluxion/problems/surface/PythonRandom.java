package dev.fluxion.problems.surface;

/**
 * The random numbers of Python 2's module random, for repeating what published programs drew.
 *
 * <p>Formula: the Mersenne Twister, seeded by {@code init_by_array([seed])}; {@code uniform = (2²⁶a
 * + b)/2⁵³} of two outputs' upper 27 and 26 bits; {@code below(n) = ⌊n·uniform⌋}; normals in pairs,
 * {@code √(-2 ln(1 - v))·cos 2πu} and {@code …·sin 2πu}.
 *
 * <p>Source: M. Matsumoto, T. Nishimura, «Mersenne Twister», 1998; CPython 2.7, Lib/random.py and
 * Modules/_randommodule.c.
 *
 * <p>Sine, cosine and logarithm are those of StrictMath: normals may differ from a given Python's
 * in the last bit.
 */
final class PythonRandom {
  private static final int SIZE = 624;
  private static final int PERIOD = 397;

  private final int[] state = new int[SIZE];
  private int index = SIZE;
  private double second = Double.NaN;

  /** {@code random.seed(seed)}. */
  PythonRandom(int seed) {
    initialize(19650218);
    int i = 1;
    for (int k = 0; k < SIZE; k++) {
      state[i] = (state[i] ^ mixed(i - 1, 1664525)) + seed; // one word of seed: its index is 0
      i = next(i);
    }
    for (int k = 0; k < SIZE - 1; k++) {
      state[i] = (state[i] ^ mixed(i - 1, 1566083941)) - i;
      i = next(i);
    }
    state[0] = 0x80000000;
  }

  private void initialize(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = mixed(i - 1, 1812433253) + i;
    }
  }

  private int mixed(int i, int factor) {
    return (state[i] ^ state[i] >>> 30) * factor;
  }

  private int next(int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    state[0] = state[SIZE - 1];
    return 1;
  }

  private int bits() {
    if (index == SIZE) {
      for (int k = 0; k < SIZE; k++) {
        int y = state[k] & 0x80000000 | state[(k + 1) % SIZE] & 0x7fffffff;
        state[k] = state[(k + PERIOD) % SIZE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
      }
      index = 0;
    }
    int y = state[index++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >>> 18;
  }

  /** {@code random.random()}: uniform in [0, 1). */
  double uniform() {
    long high = bits() >>> 5;
    long low = bits() >>> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
  }

  /** {@code random.randint(0, n - 1)}, or the index of {@code random.choice}. */
  int below(int n) {
    return (int) (uniform() * n);
  }

  /** {@code random.gauss(0, deviation)}. */
  double normal(double deviation) {
    double z = second;
    second = Double.NaN;
    if (Double.isNaN(z)) {
      double angle = uniform() * 2 * Math.PI;
      double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform()));
      z = StrictMath.cos(angle) * radius;
      second = StrictMath.sin(angle) * radius;
    }
    return z * deviation;
  }
}
