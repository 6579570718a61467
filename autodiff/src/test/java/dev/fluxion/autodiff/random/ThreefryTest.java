package dev.fluxion.autodiff.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

  private static int word(String words, int i) {
    return Integer.parseUnsignedInt(words.split(" ")[i], 16);
  }
}
