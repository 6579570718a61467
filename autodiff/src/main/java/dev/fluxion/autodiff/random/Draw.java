package dev.fluxion.autodiff.random;

/**
 * Fills arrays with values {@code from … from + n - 1} of a step. Words are made in whole groups,
 * up to {@value #GROUPS} at a time, in a buffer that every thread keeps for itself; so nothing is
 * allocated, and a value is the same wherever a call begins.
 */
final class Draw {
  /** Groups made at a time: words and values together stay in the nearest cache. */
  private static final int GROUPS = 8;

  private static final ThreadLocal<Draw> MINE =
      new ThreadLocal<>() {
        @Override
        protected Draw initialValue() {
          return new Draw();
        }
      };

  private final int[] words = new int[GROUPS * Threefry.WORDS];
  private final float[] group = new float[Threefry.WORDS];

  private Draw() {}

  static void bits(RandomKey key, int step, int from, int n, int[] out, int offset) {
    Draw draw = MINE.get();
    for (int i = 0; i < n; ) {
      int at = from + i;
      int whole = (n - i) / Threefry.WORDS;
      if (at % Threefry.WORDS == 0 && whole > 0) {
        Threefry.groups(key, step, at / Threefry.WORDS, whole, out, offset + i);
        i += whole * Threefry.WORDS;
      } else {
        int size = draw.make(key, step, at, n - i);
        System.arraycopy(draw.words, at % Threefry.WORDS, out, offset + i, size);
        i += size;
      }
    }
  }

  static void integers(RandomKey key, int step, int from, int n, int bound, int[] out, int offset) {
    bits(key, step, from, n, out, offset);
    for (int i = offset; i < offset + n; i++) {
      out[i] = Uniform.below(bound, out[i]);
    }
  }

  static void uniforms(RandomKey key, int step, int from, int n, float[] out, int offset) {
    Draw draw = MINE.get();
    for (int i = 0; i < n; ) {
      int size = draw.make(key, step, from + i, n - i);
      Uniform.floats(size, draw.words, (from + i) % Threefry.WORDS, out, offset + i);
      i += size;
    }
  }

  static void uniforms(
      RandomKey key, int step, int from, int n, double low, double high, float[] out, int offset) {
    Draw draw = MINE.get();
    for (int i = 0; i < n; ) {
      int size = draw.make(key, step, from + i, n - i);
      int word = (from + i) % Threefry.WORDS;
      Uniform.Scalar.floats(size, draw.words, word, low, high, out, offset + i);
      i += size;
    }
  }

  static void uniforms(
      RandomKey key, int step, int from, int n, double low, double high, double[] out, int offset) {
    Draw draw = MINE.get();
    for (int i = 0; i < n; ) {
      int size = draw.make(key, step, from + i, n - i);
      int word = (from + i) % Threefry.WORDS;
      Uniform.Scalar.doubles(size, draw.words, word, low, high, out, offset + i);
      i += size;
    }
  }

  static void normals(RandomKey key, int step, int from, int n, float[] out, int offset) {
    Draw draw = MINE.get();
    for (int i = 0; i < n; ) {
      int at = (from + i) % Threefry.WORDS;
      int size = draw.make(key, step, from + i, n - i);
      int whole = at == 0 ? size / Threefry.WORDS : 0;
      if (whole > 0) {
        size = whole * Threefry.WORDS;
        BoxMuller.groups(whole, draw.words, out, offset + i);
      } else {
        size = Math.min(size, Threefry.WORDS - at);
        BoxMuller.groups(1, draw.words, draw.group, 0);
        System.arraycopy(draw.group, at, out, offset + i, size);
      }
      i += size;
    }
  }

  /** Makes the words of the groups from that of value {@code at} on; the number of values had. */
  private int make(RandomKey key, int step, int at, int wanted) {
    int before = at % Threefry.WORDS;
    int size = Math.min(wanted, GROUPS * Threefry.WORDS - before);
    int count = (before + size + Threefry.WORDS - 1) / Threefry.WORDS;
    Threefry.groups(key, step, at / Threefry.WORDS, count, words, 0);
    return size;
  }
}
