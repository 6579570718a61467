package dev.fluxion.autodiff.random;

import dev.fluxion.autodiff.kernel.Simd;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Threefry-2x32 with 20 rounds: a counter-based generator. A key and a counter of two 32-bit words
 * each give two random words; no state is carried from one to the next.
 *
 * <p>Formula: a round is {@code x₀ ← x₀ + x₁; x₁ ← (x₁ rotated by r) ⊕ x₀}; after every fourth
 * round a part of the key is added.
 *
 * <p>Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, «Parallel Random Numbers: As Easy as 1, 2, 3»,
 * SC11, 2011; the published known-answer vectors are tested.
 *
 * <p>Words come in groups: {@value #GROUP} blocks with neighbouring counters give first their first
 * words, then their second words. So a vector of any width writes whole vectors, and value {@code
 * i} stays what it is.
 */
final class Threefry {
  /** Number of blocks in a group. */
  static final int GROUP = 64;

  /** Number of words in a group. */
  static final int WORDS = 2 * GROUP;

  private static final int PARITY = 0x1BD11BDA;

  private Threefry() {}

  /** Both words: the first in the upper half, the second in the lower half. */
  static long block(int key0, int key1, int counter0, int counter1) {
    int key2 = PARITY ^ key0 ^ key1;
    int x0 = counter0 + key0;
    int x1 = counter1 + key1;
    for (int group = 1; group <= 5; group++) {
      boolean odd = (group & 1) == 1;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, odd ? 13 : 17) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, odd ? 15 : 29) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, odd ? 26 : 16) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, odd ? 6 : 24) ^ x0;
      x0 +=
          switch (group % 3) {
            case 0 -> key0;
            case 1 -> key1;
            default -> key2;
          };
      x1 +=
          switch ((group + 1) % 3) {
                case 0 -> key0;
                case 1 -> key1;
                default -> key2;
              }
              + group;
    }
    return (long) x0 << 32 | x1 & 0xFFFFFFFFL;
  }

  /** The words of {@code count} groups from {@code group} on; the step is the other counter. */
  static void groups(RandomKey key, int step, int group, int count, int[] out, int offset) {
    if (Simd.BITS != 0) {
      Vector.groups(key.high(), key.low(), step, group, count, out, offset);
    } else {
      Scalar.groups(key.high(), key.low(), step, group, count, out, offset);
    }
  }

  /** One block at a time. */
  static final class Scalar {
    private Scalar() {}

    /** See {@link Threefry#groups}. */
    static void groups(int key0, int key1, int step, int group, int count, int[] out, int offset) {
      for (int i = 0; i < count * GROUP; i++) {
        long block = block(key0, key1, step, group * GROUP + i);
        int at = offset + i / GROUP * WORDS + i % GROUP;
        out[at] = (int) (block >>> 32);
        out[at + GROUP] = (int) block;
      }
    }
  }

  /**
   * A vector of blocks at a time, four rounds in a pass over a group: five short loops, whose
   * chains of dependent operations overlap, are a third faster than one long one.
   */
  static final class Vector {
    private static final VectorSpecies<Integer> S = Lanes.INT;
    private static final IntVector COUNT = IntVector.zero(S).addIndex(1);

    private Vector() {}

    /** See {@link Threefry#groups}. */
    static void groups(int key0, int key1, int step, int group, int count, int[] out, int offset) {
      int key2 = PARITY ^ key0 ^ key1;
      for (int g = 0; g < count; g++) {
        int at = offset + g * WORDS;
        begin(out, at, step + key0, (group + g) * GROUP + key1);
        odd(out, at, key1, key2 + 1);
        even(out, at, key2, key0 + 2);
        odd(out, at, key0, key1 + 3);
        even(out, at, key1, key2 + 4);
        odd(out, at, key2, key0 + 5);
      }
    }

    /** The counters plus the key. */
    private static void begin(int[] x, int offset, int first, int second) {
      IntVector x0 = IntVector.broadcast(S, first);
      for (int i = 0; i < GROUP; i += S.length()) {
        x0.intoArray(x, offset + i);
        COUNT.add(second + i).intoArray(x, offset + GROUP + i);
      }
    }

    /** The first four of eight rounds, then a part of the key. */
    private static void odd(int[] x, int offset, int key0, int key1) {
      for (int i = 0; i < GROUP; i += S.length()) {
        IntVector x0 = IntVector.fromArray(S, x, offset + i);
        IntVector x1 = IntVector.fromArray(S, x, offset + GROUP + i);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 15).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, x0);
        x0.add(key0).intoArray(x, offset + i);
        x1.add(key1).intoArray(x, offset + GROUP + i);
      }
    }

    /** The last four of eight rounds, then a part of the key. */
    private static void even(int[] x, int offset, int key0, int key1) {
      for (int i = 0; i < GROUP; i += S.length()) {
        IntVector x0 = IntVector.fromArray(S, x, offset + i);
        IntVector x1 = IntVector.fromArray(S, x, offset + GROUP + i);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 17).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 29).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x0);
        x0.add(key0).intoArray(x, offset + i);
        x1.add(key1).intoArray(x, offset + GROUP + i);
      }
    }
  }
}
