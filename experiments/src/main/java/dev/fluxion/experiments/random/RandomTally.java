package dev.fluxion.experiments.random;

import dev.fluxion.autodiff.random.RandomKey;

/**
 * Counts and sums over random numbers, from which {@link RandomCheck} judges them. Drawn in chunks:
 * chunk k is step k of the stream.
 */
final class RandomTally {
  /** Numbers in a chunk. */
  static final int CHUNK = 1 << 17;

  /** Distances at which values are multiplied; 64 is that of the two normals of a block. */
  static final int[] LAGS = {1, 2, 3, 4, 5, 6, 7, 8, 64, 128};

  /** Bins of the normals between -{@value #EDGE} and {@value #EDGE}, and one more at either end. */
  static final int BINS = 1 << 16;

  static final double EDGE = 7;

  /** Sums of powers of normals, from the first on. */
  static final int POWERS = 6;

  final long[] bins = new long[BINS + 2];
  final double[] powers = new double[POWERS];

  /** Products and products of squares less one: by lag, then with the next step and another key. */
  final double[] products = new double[LAGS.length + 2];

  final double[] squares = new double[LAGS.length + 2];

  /** Normals beyond 3, 4, 5 and 6, then beyond -3, -4, -5 and -6. */
  final long[] tails = new long[8];

  /** Values of the four bytes of a word, and of the upper bytes of neighbouring words. */
  final long[][] bytes = new long[4][256];

  final long[] pairs = new long[1 << 16];
  final long[] uniforms = new long[1 << 12];

  final float[] normals = new float[CHUNK];
  final float[] next = new float[CHUNK];
  final float[] other = new float[CHUNK];
  final float[] fractions = new float[CHUNK];
  final int[] words = new int[CHUNK];

  /** Draws a chunk. */
  void draw(RandomKey key, RandomKey another, int step) {
    key.normals(step, 0, CHUNK, normals, 0);
    key.normals(step + 1, 0, CHUNK, next, 0);
    another.normals(step, 0, CHUNK, other, 0);
    key.uniforms(step, 0, CHUNK, fractions, 0);
    key.bits(step, 0, CHUNK, words, 0);
  }

  /** Counts the chunk that was drawn. */
  void count() {
    for (float z : normals) {
      count(z);
    }
    for (int j = 0; j < LAGS.length; j++) {
      multiply(j, CHUNK - LAGS[j], normals, LAGS[j]);
    }
    multiply(LAGS.length, CHUNK, next, 0);
    multiply(LAGS.length + 1, CHUNK, other, 0);
    for (float u : fractions) {
      uniforms[(int) (u * uniforms.length)]++;
    }
    countWords();
  }

  private void count(double z) {
    double place = (z + EDGE) * (BINS / (2 * EDGE));
    bins[place < 0 ? 0 : place >= BINS ? BINS + 1 : 1 + (int) place]++;
    double power = 1;
    for (int k = 0; k < POWERS; k++) {
      power *= z;
      powers[k] += power;
    }
    double size = Math.abs(z);
    for (int t = 3; size > t && t <= 6; t++) {
      tails[(z > 0 ? 0 : 4) + t - 3]++;
    }
  }

  private void multiply(int at, int n, float[] y, int offset) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < n; i++) {
      double a = normals[i];
      double b = y[offset + i];
      product += a * b;
      square += (a * a - 1) * (b * b - 1);
    }
    products[at] += product;
    squares[at] += square;
  }

  private void countWords() {
    for (int i = 0; i < CHUNK; i++) {
      int w = words[i];
      for (int b = 0; b < 4; b++) {
        bytes[b][w >>> 8 * b & 0xFF]++;
      }
    }
    for (int i = 0; i < CHUNK; i += 2) { // pairs that do not overlap are independent
      pairs[(words[i] >>> 24) << 8 | words[i + 1] >>> 24]++;
    }
  }

  /** Adds what another has counted. */
  void add(RandomTally more) {
    add(bins, more.bins);
    add(powers, more.powers);
    add(products, more.products);
    add(squares, more.squares);
    add(tails, more.tails);
    for (int b = 0; b < 4; b++) {
      add(bytes[b], more.bytes[b]);
    }
    add(pairs, more.pairs);
    add(uniforms, more.uniforms);
  }

  private static void add(long[] sum, long[] x) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += x[i];
    }
  }

  private static void add(double[] sum, double[] x) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += x[i];
    }
  }
}
