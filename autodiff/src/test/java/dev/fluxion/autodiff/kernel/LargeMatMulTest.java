package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.fluxion.autodiff.kernel.BatchedMatMul.Layout;
import dev.fluxion.autodiff.parallel.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Products of several slices, strips and blocks, on one thread and on all: the bits of the plain
 * loops, and guard zones untouched.
 */
class LargeMatMulTest {
  private static final int GUARD = 5;
  private final int threads = Workers.count();

  /** Emulated vectors need hours for these sizes. */
  @BeforeEach
  void assumeHardware() {
    assumeFalse(Boolean.getBoolean(Simd.EMULATE));
  }

  @AfterEach
  void restore() {
    Workers.limit(threads);
  }

  @ParameterizedTest
  @CsvSource({"1,1,2500", "5,2100,3", "197,33,1030", "1000,10,70", "205,3,40", "130,530,1100"})
  void everyLayoutHasTheBitsOfTheLoopsOnAnyNumberOfThreads(int m, int n, int k) {
    for (Layout layout : Layout.values()) {
      for (boolean accumulate : new boolean[] {false, true}) {
        float[] a = Awkward.SPREAD.numbers(m * k, 1);
        float[] b = Awkward.SPREAD.numbers(k * n, 2);
        float[] old = Awkward.SPREAD.numbers(m * n + 2 * GUARD, 3);
        float[] expected = old.clone();
        multiply(layout, m, n, k, a, b, expected, accumulate);
        for (int t = 1; t <= threads; t++) {
          Workers.limit(t);
          float[] c = old.clone();
          switch (layout) {
            case NN -> MatMul.nn(m, n, k, a, 0, b, 0, c, GUARD, accumulate);
            case TN -> MatMul.tn(m, n, k, a, 0, b, 0, c, GUARD, accumulate);
            case NT -> MatMul.nt(m, n, k, a, 0, b, 0, c, GUARD, accumulate);
          }
          assertArrayEquals(expected, c, layout + " on " + t + " threads, adding " + accumulate);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Epilogue.class)
  void affineIsProductThenBiasThenActivation(Epilogue epilogue) {
    for (int[] s : new int[][] {{1, 1, 1}, {3, 5, 2}, {7, 40, 9}, {150, 260, 300}, {4, 3, 0}}) {
      int m = s[0];
      int n = s[1];
      int k = s[2];
      float[] x = Awkward.SPREAD.numbers(m * k, 1);
      float[] w = Awkward.SPREAD.numbers(k * n, 2);
      float[] bias = Awkward.SPREAD.numbers(n + 3, 3);
      float[] expected = Awkward.SPREAD.numbers(m * n + 2 * GUARD, 4);
      float[] y = expected.clone();
      multiply(Layout.NN, m, n, k, x, w, expected, false);
      for (int i = 0; i < m; i++) {
        Add.Scalar.add(n, expected, GUARD + i * n, bias, 3, expected, GUARD + i * n);
      }
      int size = m * n;
      switch (epilogue) {
        case IDENTITY -> {}
        case RELU -> Relu.Scalar.relu(size, expected, GUARD, expected, GUARD);
        case SQUARE -> Square.Scalar.square(size, expected, GUARD, expected, GUARD);
        case TANH -> Tanh.Scalar.tanh(size, expected, GUARD, expected, GUARD);
        case SIGMOID -> Sigmoid.Scalar.sigmoid(size, expected, GUARD, expected, GUARD);
      }
      Affine.affine(m, n, k, x, 0, w, 0, bias, 3, epilogue, y, GUARD);
      assertArrayEquals(expected, y, epilogue + " of " + m + " × " + n + " × " + k);
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aBatchIsItsProducts(Layout layout) {
    for (int[] s : new int[][] {{0, 2, 2, 2}, {3, 4, 5, 6}, {40, 33, 35, 36}, {2, 130, 90, 120}}) {
      int batch = s[0];
      int m = s[1];
      int n = s[2];
      int k = s[3];
      float[] a = Awkward.SPREAD.numbers(m * k, 1);
      float[] b = Awkward.SPREAD.numbers(k * n * Math.max(1, batch), 2);
      float[] expected = Awkward.SPREAD.numbers((m * n + 3) * batch + 1, 3);
      float[] c = expected.clone();
      for (int i = 0; i < batch; i++) {
        int co = i * (m * n + 3);
        switch (layout) {
          case NN -> MatMul.nn(m, n, k, a, 0, b, i * k * n, expected, co, true);
          case TN -> MatMul.tn(m, n, k, a, 0, b, i * k * n, expected, co, true);
          case NT -> MatMul.nt(m, n, k, a, 0, b, i * k * n, expected, co, true);
        }
      }
      BatchedMatMul.multiply(layout, batch, m, n, k, a, 0, 0, b, 0, k * n, c, 0, m * n + 3, true);
      assertArrayEquals(expected, c, layout + " × " + batch);
    }
  }

  @Test
  void badBatchesAreRefusedWithAReason() {
    float[] x = new float[24];
    requireRefusal("aStride=-1 must not be negative", 2, -1, 4, 4, x);
    requireRefusal("cStride=3 makes results overlap; it must be at least m·n=4", 2, 4, 4, 3, x);
    requireRefusal("b: 28 elements from offset 0 do not lie within", 7, 0, 4, 4, x);
    requireRefusal("batch=-1 of matrix sizes m=2 n=2 k=2", -1, 4, 4, 4, x);
  }

  private static void requireRefusal(
      String message, int batch, int aStride, int bStride, int cStride, float[] x) {
    RuntimeException e =
        assertThrows(
            RuntimeException.class,
            () ->
                BatchedMatMul.multiply(
                    Layout.NN, batch, 2, 2, 2, x, 0, aStride, x, 0, bStride, x, 0, cStride, true));
    assertEquals(message, e.getMessage().substring(0, message.length()));
  }

  private static void multiply(
      Layout layout, int m, int n, int k, float[] a, float[] b, float[] c, boolean accumulate) {
    int aRow = layout == Layout.TN ? 1 : k;
    int aColumn = layout == Layout.TN ? m : 1;
    int bRow = layout == Layout.NT ? 1 : n;
    int bColumn = layout == Layout.NT ? k : 1;
    MatMul.Scalar.multiply(m, n, k, a, 0, aRow, aColumn, b, 0, bRow, bColumn, c, GUARD, accumulate);
  }
}
