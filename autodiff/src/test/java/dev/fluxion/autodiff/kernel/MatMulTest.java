package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every element is the chain of fused multiply-adds over k in order: exact bits, in every form. */
class MatMulTest {
  private static final int[] EXTENTS = {1, 2, 3, 4, 5, 8, 15, 16, 17, 32, 33, 48, 65};
  private static final int A = 3;
  private static final int B = 5;
  private static final int C = 7;
  private static final int BEHIND = 19;

  /** How A and B are stored. */
  private enum Layout {
    NN,
    TN,
    NT
  }

  private enum Form {
    FACADE,
    SCALAR,
    VECTOR
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void everyElementIsTheFmaChainInOrder(Form form) {
    if (form == Form.VECTOR) {
      TwinTest.assumeVectorModule();
    }
    for (int m = 0; m < EXTENTS.length; m++) {
      for (int n = 0; n < EXTENTS.length; n++) {
        for (int k = 0; k < EXTENTS.length; k++) {
          if ((m + n + k) % 3 == 0) {
            checkAllLayouts(form, EXTENTS[m], EXTENTS[n], EXTENTS[k], Awkward.SPREAD);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void specialValuesTravelAsInTheChain(Form form) {
    if (form == Form.VECTOR) {
      TwinTest.assumeVectorModule();
    }
    for (int n : new int[] {1, 15, 33, 48}) {
      for (int k : new int[] {1, 2, 5}) {
        checkAllLayouts(form, 9, n, k, Awkward.SPECIAL);
        checkAllLayouts(form, 9, n, k, Awkward.WILD);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void emptySumsAreZeroAndEmptyMatricesAreLeftAlone(Form form) {
    if (form == Form.VECTOR) {
      TwinTest.assumeVectorModule();
    }
    for (int[] s : new int[][] {{3, 40, 0}, {0, 40, 3}, {3, 0, 40}, {0, 0, 0}}) {
      checkAllLayouts(form, s[0], s[1], s[2], Awkward.SPREAD);
    }
  }

  @Test
  void rangesOutsideAnArrayAreRefusedByName() {
    float[] six = new float[6];
    float[] five = new float[5];
    requireRefusal("a: 6 elements from offset 0", 2, 1, 3, five, 0, six, 0, six, 0);
    requireRefusal("a: 6 elements from offset -1", 2, 1, 3, six, -1, six, 0, six, 0);
    requireRefusal("b: 6 elements from offset 0", 1, 2, 3, six, 0, five, 0, six, 0);
    requireRefusal("b: 6 elements from offset 1", 1, 2, 3, six, 0, six, 1, six, 0);
    requireRefusal("c: 6 elements from offset 0", 2, 3, 1, six, 0, six, 0, five, 0);
    requireRefusal("c: 6 elements from offset 9", 2, 3, 1, six, 0, six, 0, six, 9);
  }

  @Test
  void negativeSizesAreRefused() {
    float[] x = new float[9];
    for (int[] s : new int[][] {{-1, 2, 2}, {2, -1, 2}, {2, 2, -1}, {-1, -1, -1}}) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> MatMul.nn(s[0], s[1], s[2], x, 0, x, 0, x, 0, false))
              .getMessage();
      assertEquals("matrix sizes m=" + s[0] + " n=" + s[1] + " k=" + s[2], message);
    }
  }

  /** 65536·65536 is 0 in int: without care the check of a range would pass. */
  @Test
  void sizesWhoseProductOverflowsAreRefused() {
    float[] x = new float[9];
    int big = 1 << 16;
    for (int[] s : new int[][] {{big, 0, big}, {0, big, big}, {big, big, 0}, {big, big, big}}) {
      int m = s[0];
      int n = s[1];
      int k = s[2];
      assertThrows(ArithmeticException.class, () -> MatMul.nn(m, n, k, x, 0, x, 0, x, 0, false));
      assertThrows(ArithmeticException.class, () -> MatMul.tn(m, n, k, x, 0, x, 0, x, 0, false));
      assertThrows(ArithmeticException.class, () -> MatMul.nt(m, n, k, x, 0, x, 0, x, 0, false));
    }
  }

  private static void requireRefusal(
      String message,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    String[] messages = {
      assertThrows(
              IndexOutOfBoundsException.class,
              () -> MatMul.nt(m, n, k, a, aOffset, b, bOffset, c, cOffset, false))
          .getMessage(),
      assertThrows(
              IndexOutOfBoundsException.class,
              () -> MatMul.nn(m, n, k, a, aOffset, b, bOffset, c, cOffset, false))
          .getMessage(),
      assertThrows(
              IndexOutOfBoundsException.class,
              () -> MatMul.tn(m, n, k, a, aOffset, b, bOffset, c, cOffset, false))
          .getMessage()
    };
    for (String actual : messages) {
      assertEquals(message, actual.substring(0, Math.min(actual.length(), message.length())));
    }
  }

  private static void checkAllLayouts(Form form, int m, int n, int k, Awkward kind) {
    for (boolean accumulate : new boolean[] {false, true}) {
      for (Layout layout : Layout.values()) {
        check(form, layout, m, n, k, kind, accumulate);
      }
    }
  }

  private static void check(
      Form form, Layout layout, int m, int n, int k, Awkward kind, boolean accumulate) {
    float[] a = kind.numbers(A + m * k + BEHIND, 1 + k);
    float[] b = kind.numbers(B + k * n + BEHIND, 2 + k);
    float[] c = kind.numbers(C + m * n + BEHIND, 3 + k);
    if (!accumulate && m * n > 0) {
      c[C] = Float.NaN; // must be forgotten
    }
    float[] expected = reference(layout, m, n, k, a, b, c.clone(), accumulate);
    float[] oldA = a.clone();
    float[] oldB = b.clone();
    run(form, layout, m, n, k, a, b, c, accumulate);
    String where =
        form
            + " "
            + layout
            + " m="
            + m
            + " n="
            + n
            + " k="
            + k
            + " "
            + kind
            + (accumulate ? " accumulating" : "");
    requireSame(where + " c", expected, c);
    requireSame(where + " a", oldA, a);
    requireSame(where + " b", oldB, b);
  }

  private static float[] reference(
      Layout layout, int m, int n, int k, float[] a, float[] b, float[] c, boolean accumulate) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = accumulate ? c[C + i * n + j] : 0f;
        for (int l = 0; l < k; l++) {
          float left = a[A + (layout == Layout.TN ? l * m + i : i * k + l)];
          float right = b[B + (layout == Layout.NT ? j * k + l : l * n + j)];
          sum = Math.fma(left, right, sum);
        }
        c[C + i * n + j] = sum;
      }
    }
    return c;
  }

  private static void run(
      Form form,
      Layout layout,
      int m,
      int n,
      int k,
      float[] a,
      float[] b,
      float[] c,
      boolean accumulate) {
    if (form == Form.FACADE) {
      switch (layout) {
        case NN -> MatMul.nn(m, n, k, a, A, b, B, c, C, accumulate);
        case TN -> MatMul.tn(m, n, k, a, A, b, B, c, C, accumulate);
        case NT -> MatMul.nt(m, n, k, a, A, b, B, c, C, accumulate);
      }
      return;
    }
    int aRow = layout == Layout.TN ? 1 : k;
    int aColumn = layout == Layout.TN ? m : 1;
    int bRow = layout == Layout.NT ? 1 : n;
    int bColumn = layout == Layout.NT ? k : 1;
    if (form == Form.SCALAR) {
      MatMul.Scalar.multiply(m, n, k, a, A, aRow, aColumn, b, B, bRow, bColumn, c, C, accumulate);
    } else {
      MatMul.Vector.multiply(m, n, k, a, A, aRow, aColumn, b, B, bRow, bColumn, c, C, accumulate);
    }
  }

  private static void requireSame(String where, float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        fail(where + "[" + i + "] is " + actual[i] + " instead of " + expected[i]);
      }
    }
  }
}
