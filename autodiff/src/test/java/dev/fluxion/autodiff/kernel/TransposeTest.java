package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TransposeTest {
  @Test
  void everyElementTradesItsRowForItsColumnAndNothingElseIsWritten() {
    for (int rows : new int[] {0, 1, 2, 15, 16, 17, 33, 100}) {
      for (int columns : new int[] {0, 1, 3, 16, 31, 32, 65}) {
        int size = rows * columns;
        float[] a = Awkward.SPECIAL.numbers(size + 9, rows + columns);
        float[] b = Awkward.SPREAD.numbers(size + 9, rows);
        float[] old = b.clone();
        Transpose.transpose(rows, columns, a, 2, b, 5);
        for (int t = 0; t < b.length; t++) {
          boolean inside = t >= 5 && t < 5 + size;
          int i = inside ? (t - 5) % rows : 0;
          int j = inside ? (t - 5) / rows : 0;
          float expected = inside ? a[2 + i * columns + j] : old[t];
          assertEquals(
              Float.floatToIntBits(expected),
              Float.floatToIntBits(b[t]),
              rows + "×" + columns + " at " + t);
        }
      }
    }
  }

  @Test
  void rangesOutsideAnArrayAreRefusedByName() {
    float[] six = new float[6];
    float[] five = new float[5];
    assertEquals("a: 6 elements from offset 0", refusal(2, 3, five, 0, six, 0));
    assertEquals("a: 6 elements from offset -1", refusal(2, 3, six, -1, six, 0));
    assertEquals("b: 6 elements from offset 0", refusal(2, 3, six, 0, five, 0));
    assertEquals("b: 6 elements from offset 7", refusal(2, 3, six, 0, six, 7));
  }

  @Test
  void negativeAndOverflowingSizesAreRefused() {
    float[] x = new float[6];
    assertThrows(
        IllegalArgumentException.class, () -> Transpose.transpose(-1, -1, x, 0, new float[6], 0));
    assertThrows(
        IllegalArgumentException.class, () -> Transpose.transpose(-1, 0, x, 0, new float[6], 0));
    assertThrows(
        ArithmeticException.class,
        () -> Transpose.transpose(1 << 16, 1 << 16, x, 0, new float[6], 0));
  }

  private static String refusal(
      int rows, int columns, float[] a, int aOffset, float[] b, int bOffset) {
    String message =
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Transpose.transpose(rows, columns, a, aOffset, b, bOffset))
            .getMessage();
    return message.substring(0, message.indexOf(" do not lie"));
  }
}
