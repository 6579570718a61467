package dev.fluxion.problems.data;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;
import java.util.BitSet;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Which rows are for training, validation and test.
 *
 * <p>Formula: of a random order of n rows, the first {@code ⌊t·n⌉} are the test's, the next {@code
 * ⌊v·n⌉} the validation's, all others the training's.
 *
 * @param train rows to learn from, at least one
 * @param validation rows to choose by
 * @param test rows to measure on
 */
public record Split(ImmutableIntList train, ImmutableIntList validation, ImmutableIntList test) {
  public Split {
    if (train.isEmpty()) {
      throw new IllegalArgumentException("no rows are left for training; take smaller shares");
    }
  }

  /** A random split, with each part in ascending order. */
  public static Split random(int rows, double validation, double test, RandomKey key) {
    int tests = (int) Math.rint(test * rows);
    int validations = (int) Math.rint(validation * rows);
    if (tests + validations >= rows) {
      throw new IllegalArgumentException(
          "validation = "
              + validation
              + " and test = "
              + test
              + " leave none of "
              + rows
              + " rows for training; take smaller shares");
    }
    int[] order = key.permutation(0, rows);
    return new Split(
        sorted(order, tests + validations, rows),
        sorted(order, tests, tests + validations),
        sorted(order, 0, tests));
  }

  /** Rows that lie one part behind the other. */
  public static Split consecutive(int train, int validation, int test) {
    return new Split(
        IntLists.immutable.with(range(0, train)),
        IntLists.immutable.with(range(train, validation)),
        IntLists.immutable.with(range(train + validation, test)));
  }

  /** The rows of a part. */
  public ImmutableIntList rows(Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  /** Requires parts without overlap, of a number of rows. */
  void requireRows(int rows) {
    BitSet seen = new BitSet(rows);
    for (Part part : Part.values()) {
      rows(part)
          .forEach(
              row -> {
                if (row < 0 || row >= rows || seen.get(row)) {
                  throw new IllegalArgumentException(
                      "the split names row "
                          + row
                          + (row < 0 || row >= rows ? " of " + rows + " rows" : " twice"));
                }
                seen.set(row);
              });
    }
  }

  private static int[] range(int from, int n) {
    int[] range = new int[n];
    Arrays.setAll(range, i -> from + i);
    return range;
  }

  private static ImmutableIntList sorted(int[] order, int from, int to) {
    int[] part = Arrays.copyOfRange(order, from, to);
    Arrays.sort(part);
    return IntLists.immutable.with(part);
  }
}
