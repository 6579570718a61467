package dev.fluxion.autodiff.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreefryTest {
  /** From {@code kat_vectors} of the Random123 distribution, «threefry2x32 20». */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000, 00000000 00000000, 6b200159 99ba4efe",
    "ffffffff ffffffff, ffffffff ffffffff, 1cb996fc bb002be7",
    "243f6a88 85a308d3, 13198a2e 03707344, c4923a9c 483df7a0"
  })
  void knownAnswersAreGiven(String counter, String key, String answer) {
    long block = Threefry.block(word(key, 0), word(key, 1), word(counter, 0), word(counter, 1));
    assertEquals(answer, String.format("%08x %08x", (int) (block >>> 32), (int) block));
  }

  /** The same vectors, at their place in a group. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000, 00000000 00000000, 6b200159 99ba4efe",
    "ffffffff ffffffff, ffffffff ffffffff, 1cb996fc bb002be7",
    "243f6a88 85a308d3, 13198a2e 03707344, c4923a9c 483df7a0"
  })
  void groupsHoldTheKnownAnswers(String counter, String key, String answer) {
    RandomKey k = new RandomKey(word(key, 0), word(key, 1));
    int[] words = new int[Threefry.WORDS];
    int c = word(counter, 1);
    Threefry.groups(k, word(counter, 0), c >>> 6, 1, words, 0);
    int at = c & 63;
    assertEquals(answer, String.format("%08x %08x", words[at], words[at + Threefry.GROUP]));
  }

  @Test
  void vectorsHaveTheWordsOfSingleBlocks() {
    assumeFalse(ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty());
    int[] expected = new int[5 + 3 * Threefry.WORDS + 7];
    int[] actual = expected.clone();
    for (int step : new int[] {0, 1, -1, Integer.MAX_VALUE}) {
      Threefry.Scalar.groups(0x01234567, -5, step, 11, 3, expected, 5);
      Threefry.Vector.groups(0x01234567, -5, step, 11, 3, actual, 5);
      assertArrayEquals(expected, actual);
    }
  }

  private static int word(String words, int i) {
    return Integer.parseUnsignedInt(words.split(" ")[i], 16);
  }
}
