package dev.fluxion.autodiff.kernel;

import java.util.List;
import java.util.stream.Stream;

/**
 * A kernel that knows rows and columns, in its forms, and what it must give.
 *
 * @param name class and method, then the parameters if there are any
 * @param arrays the names of its array arguments, in order, outputs last
 * @param lengths how many elements each array holds
 * @param inPlace whether the last array may be the first
 * @param facade what everybody calls
 * @param scalar its scalar form; null where it has no forms of its own
 * @param vector its vector form; null where it has no forms of its own
 * @param reference an independent and naive statement of the formula
 */
record Shaped(
    String name,
    List<String> arrays,
    Lengths lengths,
    boolean inPlace,
    Form facade,
    Form scalar,
    Form vector,
    Form reference) {

  /** The lengths of all arrays for a shape. */
  interface Lengths {
    int[] of(int rows, int columns);
  }

  /** Runs on arrays with offsets. */
  interface Form {
    void run(int rows, int columns, float[][] a, int[] o);
  }

  /** One element of a result. */
  interface Element {
    float of(int i, int j, float[][] a, int[] o);
  }

  /** The result of one row. */
  interface Row {
    float of(int columns, int i, float[][] a, int[] o);
  }

  /** Matrix and result, with a flag. */
  interface Reduction {
    void run(int rows, int columns, float[] x, int xo, float[] y, int yo, boolean add);
  }

  /** Matrix, vector and result. */
  interface Broadcast {
    void run(int rows, int columns, float[] x, int xo, float[] v, int vo, float[] y, int yo);
  }

  /** Matrix and result. */
  interface Plain {
    void run(int rows, int columns, float[] x, int xo, float[] y, int yo);
  }

  private static final Lengths MATRICES = (m, n) -> new int[] {m * n, m * n};

  static final List<Shaped> ALL =
      Stream.of(ShapedKernels.products(), ShapedKernels.broadcasts(), ShapedKernels.reductions())
          .flatMap(s -> s)
          .toList();

  /** The sum or maximum of rows (or of columns). */
  static Shaped reduction(
      String name,
      boolean alongRows,
      boolean add,
      Reduction facade,
      Form scalar,
      Form vector,
      Form r) {
    return new Shaped(
        name + (add ? " add" : ""),
        List.of("x", "y"),
        (m, n) -> new int[] {m * n, alongRows ? m : n},
        false,
        (m, n, a, o) -> facade.run(m, n, a[0], o[0], a[1], o[1], add),
        scalar,
        vector,
        r);
  }

  /** A matrix and a row or column. */
  static Shaped broadcast(String name, boolean row, Broadcast facade, Element element) {
    return new Shaped(
        name,
        List.of("x", row ? "row" : "column", "y"),
        (m, n) -> new int[] {m * n, row ? n : m, m * n},
        true,
        (m, n, a, o) -> facade.run(m, n, a[0], o[0], a[1], o[1], a[2], o[2]),
        null,
        null,
        (m, n, a, o) -> {
          for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
              a[2][o[2] + i * n + j] = element.of(i * n + j, row ? j : i, a, o);
            }
          }
        });
  }

  /** Matrix to matrix. */
  static Shaped plain(String name, boolean inPlace, Plain facade, Form reference) {
    return new Shaped(
        name,
        List.of("x", "y"),
        MATRICES,
        inPlace,
        (m, n, a, o) -> facade.run(m, n, a[0], o[0], a[1], o[1]),
        null,
        null,
        reference);
  }

  /** One row after another. */
  static Form eachRow(Row row) {
    return (m, n, a, o) -> {
      int out = a.length - 1;
      for (int i = 0; i < m; i++) {
        a[out][o[out] + i] = row.of(n, i, a, o);
      }
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
