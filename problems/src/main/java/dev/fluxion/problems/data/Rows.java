package dev.fluxion.problems.data;

import java.util.ArrayList;
import java.util.List;

/**
 * What generators of data share. Formula: row i has class {@code i mod classes}, so that classes
 * are as even as they can be.
 */
final class Rows {
  private Rows() {}

  /** The classes of rows, in turn. */
  static int[] inTurn(int samples, int classes) {
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = i % classes;
    }
    return labels;
  }

  /** {@code class 0, class 1 …}. */
  static List<String> names(String what, int count) {
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(what + " " + i);
    }
    return names;
  }

  /** {@code 0, 1 …}. */
  static List<String> numbers(int count) {
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(String.valueOf(i));
    }
    return names;
  }

  /** Requires that an array can hold so many numbers. */
  static void requireMemory(String what, long numbers) {
    if (numbers > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          what + " = " + numbers + " is more than an array holds; allowed: at most 2147483639");
    }
  }
}
