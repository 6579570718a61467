package dev.fluxion.problems.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import java.io.IOException;
import java.util.Arrays;
import org.eclipse.collections.api.list.primitive.MutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Splits, standardization and minibatches. */
class PreparationTest {
  private static final RandomKey KEY = RandomKey.of(4);

  @ParameterizedTest
  @CsvSource({"10, 0.2, 0.2", "1, 0, 0", "7, 0.5, 0.3", "1000, 0.1, 0", "3, 0.4, 0.3"})
  void everyRowIsInOnePart(int rows, double validation, double test) {
    Split split = Split.random(rows, validation, test, KEY);
    assertEquals(Math.rint(rows * validation), split.validation().size());
    assertEquals(Math.rint(rows * test), split.test().size());
    MutableIntList all = IntLists.mutable.empty();
    for (Part part : Part.values()) {
      assertEquals(split.rows(part).toSortedList(), split.rows(part), "ascending");
      all.addAll(split.rows(part));
    }
    assertArrayEquals(upTo(rows), all.toSortedArray());
    assertEquals(split, Split.random(rows, validation, test, KEY));
  }

  private static int[] upTo(int n) {
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  @Test
  void aSplitWithoutTrainingIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Split.random(2, 0.5, 0.4, KEY));
    assertTrue(e.getMessage().contains("leave none of 2 rows for training"), e.getMessage());
  }

  @Test
  void trainingRowsGetMeanZeroAndVarianceOne() throws IOException {
    Dataset data = new Blobs(200, 3, 3, 10, 1).open(KEY);
    Split split = Split.random(200, 0.2, 0.2, KEY);
    Dataset ready = Standardization.of(data, split.train()).apply(data);
    for (int j = 0; j < 3; j++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < split.train().size(); i++) {
        double x = ready.feature(split.train().get(i), j);
        sum += x;
        squares += x * x;
      }
      // each of the 120 numbers is rounded to float
      assertEquals(0, sum / 120, 1e-6);
      assertEquals(1, squares / 120, 1e-6);
    }
  }

  @Test
  void imagesHaveOneMeanAndVarianceForAChannel() {
    float[] pixels = {1, 3, 10, 10, 5, 7, 10, 10};
    Dataset data = Dataset.numbers("two", Shape.of(2, 1, 2), pixels, new float[2], 1);
    Standardization fit = Standardization.of(data, IntLists.immutable.with(0, 1));
    assertEquals(4, fit.mean(0));
    assertEquals(Math.sqrt(5), fit.deviation(0));
    assertEquals(1, fit.deviation(1), "of a constant");
    assertEquals(0, fit.apply(data).feature(0, 2));
    assertEquals((float) (-3 / Math.sqrt(5)), fit.apply(data).feature(0, 0));
  }

  @Test
  void tokensStayAsTheyAre() throws IOException {
    Dataset data = new TokenPatterns().open(KEY);
    assertEquals(data, Standardization.of(data, IntLists.immutable.with(0, 1)).apply(data));
  }

  @ParameterizedTest
  @CsvSource({"12, 4", "13, 4", "5, 5", "7, 1", "100, 33"})
  void anEpochHasEveryRowAtMostOnceInANewOrder(int n, int size) {
    int[] rows = upTo(n);
    Arrays.setAll(rows, i -> 3 * i + 1);
    Minibatches batches = new Minibatches(KEY, IntLists.immutable.with(rows), size);
    assertEquals(n / size, batches.perEpoch());
    int[] first = epoch(batches, 0);
    int[] second = epoch(batches, 1);
    assertEquals(size == n, Arrays.equals(first, second));
    for (int[] epoch : new int[][] {first, second}) {
      assertEquals(epoch.length, Arrays.stream(epoch).distinct().count());
      assertTrue(Arrays.stream(epoch).allMatch(row -> row % 3 == 1 && row < 3 * n));
    }
    Minibatches fresh = new Minibatches(KEY, IntLists.immutable.with(rows), size);
    assertArrayEquals(second, epoch(fresh, 1), "any step at any time");
    assertArrayEquals(first, epoch(fresh, 0));
  }

  private static int[] epoch(Minibatches batches, int epoch) {
    MutableIntList rows = IntLists.mutable.empty();
    int[] batch = new int[batches.size()];
    for (int k = 0; k < batches.perEpoch(); k++) {
      batches.rows(epoch * batches.perEpoch() + k, batch);
      rows.addAll(batch);
    }
    return rows.toArray();
  }

  @Test
  void aBatchLargerThanTheRowsIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Minibatches(KEY, IntLists.immutable.with(1, 2), 3));
    assertTrue(e.getMessage().contains("batch = 3 is out of range; allowed: 1 to 2"));
  }
}
