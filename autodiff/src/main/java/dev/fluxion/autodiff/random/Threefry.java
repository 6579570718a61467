package dev.fluxion.autodiff.random;

/**
 * Threefry-2x32 with 20 rounds: a counter-based generator. A key and a counter of two 32-bit words
 * each give two random words; no state is carried from one to the next.
 *
 * <p>Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, «Parallel Random Numbers: As Easy as 1, 2, 3»,
 * SC11, 2011; the published known-answer vectors are tested.
 */
final class Threefry {
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
}
