package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GatherScatterTest {
  private static final int[] INDEX = {99, 2, 0, 2, 4};

  @Test
  void gatherCopiesTheRowsThatAreNamed() {
    for (int columns : new int[] {0, 1, 5, 33}) {
      float[] table = Awkward.SPECIAL.numbers(3 + 5 * columns, columns);
      float[] y = Awkward.SPREAD.numbers(2 + 4 * columns + 7, 1);
      float[] expected = y.clone();
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < columns; j++) {
          expected[2 + i * columns + j] = table[3 + INDEX[1 + i] * columns + j];
        }
      }
      Gather.gather(4, columns, 5, table, 3, INDEX, 1, y, 2);
      assertArrayEquals(expected, y);
    }
  }

  @Test
  void scatterAddsRowsInTheirOrder() {
    SplittableRandom random = new SplittableRandom(1);
    for (int columns : new int[] {0, 1, 5, 33, 100}) {
      int[] index = random.ints(40, 0, 3).toArray();
      float[] x = Awkward.SPREAD.numbers(1 + 40 * columns, 7);
      float[] table = Awkward.SPREAD.numbers(4 + 3 * columns + 5, 8);
      float[] expected = table.clone();
      for (int i = 0; i < 40; i++) {
        for (int j = 0; j < columns; j++) {
          expected[4 + index[i] * columns + j] += x[1 + i * columns + j];
        }
      }
      ScatterAdd.scatterAdd(40, columns, 3, x, 1, index, 0, table, 4);
      assertArrayEquals(expected, table);
    }
  }

  @Test
  void wrongIndicesAreRefusedByNameAndNothingIsWritten() {
    float[] table = new float[10];
    float[] ones = {1, 1, 1, 1, 1, 1};
    for (int wrong : new int[] {-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      int[] index = {0, 1, wrong};
      String expected = "index[2] = " + wrong + " is not an index below 5";
      assertEquals(
          expected,
          assertThrows(
                  IndexOutOfBoundsException.class,
                  () -> ScatterAdd.scatterAdd(3, 2, 5, ones, 0, index, 0, table, 0))
              .getMessage());
      assertEquals(
          expected,
          assertThrows(
                  IndexOutOfBoundsException.class,
                  () -> Gather.gather(3, 2, 5, table, 0, index, 0, ones, 0))
              .getMessage());
    }
    assertArrayEquals(new float[10], table);
    assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1}, ones);
  }

  @Test
  void rangesOutsideAnArrayAreRefusedByName() {
    float[] ten = new float[10];
    float[] six = new float[6];
    float[] five = new float[5];
    int[] index = {0, 1, 2};
    Kernels.assertRefused("table: 10", () -> Gather.gather(3, 2, 5, five, 0, index, 0, six, 0));
    Kernels.assertRefused("y: 6", () -> Gather.gather(3, 2, 5, ten, 0, index, 0, five, 0));
    Kernels.assertRefused("index: 3", () -> Gather.gather(3, 2, 5, ten, 0, index, 1, six, 0));
    Kernels.assertRefused(
        "table: 10", () -> ScatterAdd.scatterAdd(3, 2, 5, six, 0, index, 0, five, 0));
    Kernels.assertRefused("x: 6", () -> ScatterAdd.scatterAdd(3, 2, 5, five, 0, index, 0, ten, 0));
    Kernels.assertRefused(
        "index: 3", () -> ScatterAdd.scatterAdd(3, 2, 5, six, 0, index, -1, ten, 0));
  }
}
