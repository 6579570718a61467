package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws of all kernels in {@link Shaped#ALL}. Whole arrays are compared, so the elements before
 * and behind, and the inputs, are guarded too.
 */
class ShapedTest {
  private static final int BEHIND = 21;
  private static final int[] OFFSETS = {3, 0, 18};
  private static final int[] ROWS = {0, 1, 2, 3, 4, 5, 8, 13, 70};
  private static final int[] COLUMNS = {0, 1, 3, 8, 15, 16, 17, 31, 32, 33, 63, 64, 71, 128, 213};

  static List<Shaped> shaped() {
    return Shaped.ALL;
  }

  static List<Shaped> withForms() {
    return Shaped.ALL.stream().filter(s -> s.vector() != null).toList();
  }

  static List<Shaped> inPlace() {
    return Shaped.ALL.stream().filter(Shaped::inPlace).toList();
  }

  @ParameterizedTest
  @MethodSource("shaped")
  void facadeIsTheFormula(Shaped kernel) {
    agree(kernel, kernel.facade(), false);
  }

  @ParameterizedTest
  @MethodSource("withForms")
  void scalarFormIsTheFormula(Shaped kernel) {
    agree(kernel, kernel.scalar(), false);
  }

  @ParameterizedTest
  @MethodSource("withForms")
  void vectorFormIsTheFormula(Shaped kernel) {
    TwinTest.assumeVectorModule();
    agree(kernel, kernel.vector(), false);
  }

  @ParameterizedTest
  @MethodSource("inPlace")
  void resultMayBeTheMatrix(Shaped kernel) {
    agree(kernel, kernel.facade(), true);
  }

  @ParameterizedTest
  @MethodSource("shaped")
  void rangesOutsideAnArrayAreRefusedByNameAndNothingIsWritten(Shaped kernel) {
    int rows = 5;
    int columns = 33;
    int[] lengths = kernel.lengths().of(rows, columns);
    for (int bad = 0; bad < lengths.length; bad++) {
      float[][] a = arrays(kernel, rows, columns, Awkward.SPREAD);
      a[bad] = Arrays.copyOf(a[bad], OFFSETS[bad] + lengths[bad] - 1);
      float[][] before = copy(a);
      String message = refusal(kernel, rows, columns, a, OFFSETS);
      assertEquals(
          kernel.arrays().get(bad)
              + ": "
              + lengths[bad]
              + " elements from offset "
              + OFFSETS[bad]
              + " do not lie within an array of length "
              + a[bad].length,
          message,
          kernel.name());
      requireSame(kernel.name(), before, a);
      float[][] whole = arrays(kernel, rows, columns, Awkward.SPREAD);
      int[] offsets = OFFSETS.clone();
      offsets[bad] = -1;
      assertTrue(
          refusal(kernel, rows, columns, whole, offsets)
              .startsWith(
                  kernel.arrays().get(bad) + ": " + lengths[bad] + " elements from offset -1"),
          kernel.name());
    }
  }

  @ParameterizedTest
  @MethodSource("shaped")
  void negativeAndOverflowingSizesAreRefused(Shaped kernel) {
    float[][] a = arrays(kernel, 2, 2, Awkward.SPREAD);
    for (int[] size : new int[][] {{-1, 2}, {2, -1}, {-1, -1}, {1 << 16, 1 << 16}}) {
      assertThrows(
          RuntimeException.class,
          () -> kernel.facade().run(size[0], size[1], a, OFFSETS),
          kernel + Arrays.toString(size));
    }
  }

  private static String refusal(Shaped kernel, int rows, int columns, float[][] a, int[] o) {
    return assertThrows(
            IndexOutOfBoundsException.class,
            () -> kernel.facade().run(rows, columns, a, o),
            kernel.name())
        .getMessage();
  }

  private static void agree(Shaped kernel, Shaped.Form form, boolean inPlace) {
    for (int rows : ROWS) {
      for (int columns : COLUMNS) {
        for (Awkward kind : Awkward.values()) {
          float[][] expected = arrays(kernel, rows, columns, kind);
          int[] offsets = OFFSETS.clone();
          if (inPlace) {
            int last = expected.length - 1;
            offsets[last] = offsets[0];
            expected[last] = expected[0];
          }
          float[][] actual = copy(expected);
          kernel.reference().run(rows, columns, expected, offsets);
          form.run(rows, columns, actual, offsets);
          requireSame(kernel + " " + rows + "×" + columns + " " + kind, expected, actual);
        }
      }
    }
  }

  private static float[][] arrays(Shaped kernel, int rows, int columns, Awkward kind) {
    int[] lengths = kernel.lengths().of(rows, columns);
    float[][] a = new float[lengths.length][];
    for (int i = 0; i < a.length; i++) {
      a[i] = kind.numbers(OFFSETS[i] + lengths[i] + BEHIND, 31L * rows + 7 * columns + i);
    }
    return a;
  }

  /** A deep copy, in which arrays that were one are one. */
  private static float[][] copy(float[][] a) {
    float[][] copy = new float[a.length][];
    for (int i = 0; i < a.length; i++) {
      copy[i] = a[i].clone();
    }
    if (a[a.length - 1] == a[0]) {
      copy[a.length - 1] = copy[0];
    }
    return copy;
  }

  static void requireSame(String where, float[][] expected, float[][] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(bits(expected[i]), bits(actual[i]), where + ", array " + i);
    }
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToIntBits(x[i]);
    }
    return bits;
  }
}
