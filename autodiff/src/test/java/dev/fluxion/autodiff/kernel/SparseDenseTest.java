package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseDenseTest {
  private static final int M = 7;
  private static final int K = 5;
  private static final int[] ROW_START = {0, 2, 2, 5, 6, 6, 9, 9};
  private static final int[] COLUMN = {4, 0, 1, 1, 3, 2, 0, 4, 0}; // one place twice
  private static final float[] VALUES = Awkward.SPREAD.numbers(9, 3);

  @Test
  void productsAreTheChainsInOrderOfTheEntries() {
    for (int n : new int[] {0, 1, 7, 33, 100}) {
      for (boolean add : new boolean[] {false, true}) {
        float[] b = Awkward.SPECIAL.numbers(2 + M * n, 5);
        float[] c = Awkward.SPREAD.numbers(3 + M * n + 9, 6);
        float[] expected = begin(c, M * n, add);
        float[] transposed = begin(c, K * n, add);
        for (int i = 0; i < M; i++) {
          for (int p = ROW_START[i]; p < ROW_START[i + 1]; p++) {
            for (int j = 0; j < n; j++) {
              int to = 3 + i * n + j;
              expected[to] = Math.fma(VALUES[p], b[2 + COLUMN[p] * n + j], expected[to]);
              to = 3 + COLUMN[p] * n + j;
              transposed[to] = Math.fma(VALUES[p], b[2 + i * n + j], transposed[to]);
            }
          }
        }
        float[] actual = c.clone();
        SparseDense.multiply(M, n, K, ROW_START, COLUMN, VALUES, b, 2, actual, 3, add);
        assertArrayEquals(expected, actual);
        actual = c.clone();
        SparseDense.multiplyTransposed(M, n, K, ROW_START, COLUMN, VALUES, b, 2, actual, 3, add);
        assertArrayEquals(transposed, actual);
      }
    }
  }

  private static float[] begin(float[] c, int size, boolean add) {
    float[] start = c.clone();
    for (int i = 0; i < size && !add; i++) {
      start[3 + i] = 0;
    }
    return start;
  }

  @Test
  void brokenMatricesAreRefusedAndNothingIsWritten() {
    float[] b = new float[M * 2];
    float[] c = Awkward.SPREAD.numbers(M * 2, new SplittableRandom(1).nextLong());
    float[] before = c.clone();
    assertEquals(
        "rowStart falls from 3 to 2 in row 0",
        refusal(new int[] {3, 2, 2, 5, 6, 6, 9, 9}, COLUMN, VALUES, b, c));
    assertEquals(
        "rowStart[2] = -1 is not an index below 10",
        refusal(new int[] {0, 2, -1, 5, 6, 6, 9, 9}, COLUMN, VALUES, b, c));
    assertEquals(
        "rowStart: 8 elements from offset 0 do not lie within an array of length 3",
        refusal(new int[3], COLUMN, VALUES, b, c));
    assertEquals(
        "values: 9 elements from offset 0 do not lie within an array of length 8",
        refusal(ROW_START, COLUMN, new float[8], b, c));
    assertEquals(
        "columnIndex[1] = 5 is not an index below 5",
        refusal(ROW_START, new int[] {0, 5, 0, 0, 0, 0, 0, 0, 0}, VALUES, b, c));
    assertEquals(
        "c: 14 elements from offset 0 do not lie within an array of length 13",
        refusal(ROW_START, COLUMN, VALUES, b, new float[13]));
    assertEquals(
        "b: 10 elements from offset 0 do not lie within an array of length 9",
        refusal(ROW_START, COLUMN, VALUES, new float[9], c));
    assertArrayEquals(before, c);
  }

  private static String refusal(
      int[] rowStart, int[] column, float[] values, float[] b, float[] c) {
    return assertThrows(
            RuntimeException.class,
            () -> SparseDense.multiply(M, 2, K, rowStart, column, values, b, 0, c, 0, false))
        .getMessage();
  }
}
