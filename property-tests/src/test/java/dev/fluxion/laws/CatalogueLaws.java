package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Col2im;
import dev.fluxion.autodiff.kernel.ColumnSum;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.FloatDot;
import dev.fluxion.autodiff.kernel.Gather;
import dev.fluxion.autodiff.kernel.Gemv;
import dev.fluxion.autodiff.kernel.GemvTransposed;
import dev.fluxion.autodiff.kernel.Im2col;
import dev.fluxion.autodiff.kernel.LogSoftmax;
import dev.fluxion.autodiff.kernel.LogSumExp;
import dev.fluxion.autodiff.kernel.MatMul;
import dev.fluxion.autodiff.kernel.ScatterAdd;
import dev.fluxion.autodiff.kernel.Softmax;
import dev.fluxion.autodiff.kernel.SparseDense;
import dev.fluxion.autodiff.kernel.Transpose;
import dev.fluxion.propertytests.arbitraries.Floats;
import dev.fluxion.propertytests.arbitraries.Slices;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The kernels that know rows and columns: the same bits in all forms on random shapes, offsets and
 * numbers, and what mathematics says of them. On small integers float sums are exact, so adjoints
 * agree to the last bit.
 */
class CatalogueLaws {
  /**
   * Arguments of random shape: arrays of ordinary and special numbers, long enough for any use.
   *
   * @param rows rows of the matrix
   * @param columns its columns
   * @param matrix the matrix, from {@code offset} on
   * @param vector as long as the longer side, from {@code offset} on
   * @param result as long as the matrix or the longer side, from {@code offset} on
   * @param offset where all of them begin
   */
  private record Shape(
      int rows, int columns, float[] matrix, float[] vector, float[] result, int offset) {}

  /** One form of a kernel, which writes into the result. */
  private interface Form {
    void run(float[] result);
  }

  @Property(seed = Laws.SEED, tries = 500)
  void matrixTimesVectorIsTheSameOnEveryWidth(
      @ForAll("shapes") Shape s, @ForAll("factors") float alpha, @ForAll("factors") float beta) {
    int m = s.rows;
    int n = s.columns;
    int o = s.offset;
    float[] a = s.matrix;
    float[] x = s.vector;
    sameBits(
        s,
        y -> Gemv.Scalar.gemv(m, n, alpha, a, o, x, o, beta, y, o),
        y -> Gemv.Vector.gemv(m, n, alpha, a, o, x, o, beta, y, o),
        y -> Gemv.gemv(m, n, alpha, a, o, x, o, beta, y, o));
    sameBits(
        s,
        y -> GemvTransposed.Scalar.gemvTransposed(m, n, alpha, a, o, x, o, beta, y, o),
        y -> GemvTransposed.Vector.gemvTransposed(m, n, alpha, a, o, x, o, beta, y, o),
        y -> GemvTransposed.gemvTransposed(m, n, alpha, a, o, x, o, beta, y, o));
  }

  @Property(seed = Laws.SEED, tries = 500)
  void columnSumsAreTheSameOnEveryWidth(@ForAll("shapes") Shape s, @ForAll boolean add) {
    int m = s.rows;
    int n = s.columns;
    int o = s.offset;
    float[] x = s.matrix;
    sameBits(
        s,
        y -> ColumnSum.Scalar.columnSum(m, n, x, o, y, o, add),
        y -> ColumnSum.Vector.columnSum(m, n, x, o, y, o, add),
        y -> ColumnSum.columnSum(m, n, x, o, y, o, add));
    sameBits(
        s,
        y -> ColumnSum.Scalar.columnSumOfSquares(m, n, x, o, y, o, add),
        y -> ColumnSum.Vector.columnSumOfSquares(m, n, x, o, y, o, add),
        y -> ColumnSum.columnSumOfSquares(m, n, x, o, y, o, add));
  }

  @Property(seed = Laws.SEED, tries = 300)
  void transposesAreTheSameOnEveryWidthAndTwiceIsOnce(@ForAll("shapes") Shape s) {
    int m = s.rows;
    int n = s.columns;
    int o = s.offset;
    sameBits(
        s,
        y -> Transpose.Scalar.transpose(m, n, s.matrix, o, y, o),
        y -> Transpose.Vector.transpose(m, n, s.matrix, o, y, o),
        y -> Transpose.transpose(m, n, s.matrix, o, y, o));
    float[] once = new float[m * n];
    float[] twice = s.matrix.clone();
    Transpose.transpose(m, n, s.matrix, o, once, 0);
    Arrays.fill(twice, o, o + m * n, 7f);
    Transpose.transpose(n, m, once, 0, twice, o);
    assertArrayEquals(Slices.bits(s.matrix), Slices.bits(twice));
  }

  @Property(seed = Laws.SEED, tries = 500)
  void floatDotIsTheSameOnEveryWidthAndNearTheDoubleOne(
      @ForAll("vectors") float[] x, @ForAll @IntRange(max = 3) int offset) {
    int n = x.length - offset;
    float scalar = FloatDot.Scalar.dot(n, x, offset, x, 0);
    assertEquals(bits(scalar), bits(FloatDot.Vector.dot(n, x, offset, x, 0)));
    assertEquals(bits(scalar), bits(FloatDot.dot(n, x, offset, x, 0)));
    double sizes = 0;
    for (int i = 0; i < n; i++) {
      sizes += Math.abs((double) x[offset + i] * x[i]);
    }
    double bound = (n / 64.0 + 16) * 0x1p-24 * sizes;
    assertEquals(Dot.dot(n, x, offset, x, 0), scalar, bound);
  }

  @Property(seed = Laws.SEED, tries = 300)
  void softmaxIsADistributionAndLogSoftmaxItsLogarithm(
      @ForAll @IntRange(min = 1, max = 5) int rows, @ForAll("rows") float[] row) {
    int n = row.length;
    float[] x = new float[rows * n];
    for (int i = 0; i < x.length; i++) {
      x[i] = row[(i + i / n) % n];
    }
    float[] y = new float[x.length];
    float[] log = new float[x.length];
    float[] sums = new float[rows];
    Softmax.softmax(rows, n, x, 0, y, 0);
    LogSoftmax.logSoftmax(rows, n, x, 0, log, 0);
    LogSumExp.logSumExp(rows, n, x, 0, sums, 0, new float[n], 0);
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      double exact = 0;
      double largest = Double.NEGATIVE_INFINITY;
      for (int j = i * n; j < i * n + n; j++) {
        sum += y[j];
        largest = Math.max(largest, x[j]);
      }
      for (int j = i * n; j < i * n + n; j++) {
        exact += StrictMath.exp(x[j] - largest);
      }
      assertEquals(1, sum, n * 0x1p-23);
      double logSum = largest + StrictMath.log(exact);
      double size = 1 + Math.abs(logSum) + Math.abs(largest);
      assertEquals(logSum, sums[i], 4 * 0x1p-23 * size);
      for (int j = i * n; j < i * n + n; j++) {
        assertTrue(y[j] >= 0 && y[j] <= 1 + 0x1p-22);
        double distance = largest - x[j];
        double expected = x[j] - logSum;
        assertEquals(expected, log[j], 0x1p-22 * (2 + distance + StrictMath.log(n)));
        assertEquals(
            StrictMath.exp(expected),
            y[j],
            StrictMath.exp(expected) * (4 + distance) * 0x1p-23 + Float.MIN_NORMAL);
      }
    }
  }

  /** All numbers are multiples of 1/16 below 2¹⁶, so that x - max is exact. */
  @Property(seed = Laws.SEED, tries = 300)
  void softmaxDoesNotChangeByAShift(
      @ForAll("sixteenths") int[] numbers, @ForAll @IntRange(min = -9999, max = 9999) int shift) {
    int n = numbers.length;
    float[] x = new float[n];
    float[] shifted = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = numbers[i] / 16f;
      shifted[i] = (numbers[i] + shift) / 16f;
    }
    Softmax.softmax(1, n, x, 0, x, 0);
    Softmax.softmax(1, n, shifted, 0, shifted, 0);
    assertArrayEquals(x, shifted);
  }

  @Property(seed = Laws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void scatterAddIsTheAdjointOfGather(
      @ForAll @IntRange(max = 40) int rows,
      @ForAll @IntRange(max = 40) int columns,
      @ForAll @IntRange(min = 1, max = 9) int tableRows,
      @ForAll int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] index = random.ints(rows, 0, tableRows).toArray();
    float[] table = integers(random, tableRows * columns);
    float[] x = integers(random, rows * columns);
    float[] gathered = new float[rows * columns];
    float[] scattered = new float[tableRows * columns];
    Gather.gather(rows, columns, tableRows, table, 0, index, 0, gathered, 0);
    ScatterAdd.scatterAdd(rows, columns, tableRows, x, 0, index, 0, scattered, 0);
    assertEquals(inner(gathered, x), inner(table, scattered));
  }

  @Property(seed = Laws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void col2imIsTheAdjointOfIm2col(
      @ForAll @IntRange(max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 4) int kernelHeight,
      @ForAll @IntRange(min = 1, max = 4) int kernelWidth,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(min = 2, max = 5) int padding,
      @ForAll int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int high = Im2col.extent(height, kernelHeight, stride, padding);
    int wide = Im2col.extent(width, kernelWidth, stride, padding);
    float[] x = integers(random, channels * height * width);
    float[] y = integers(random, channels * kernelHeight * kernelWidth * high * wide);
    float[] columns = new float[y.length];
    float[] image = new float[x.length];
    Im2col.im2col(
        channels, height, width, kernelHeight, kernelWidth, stride, padding, x, 0, columns, 0);
    Col2im.col2im(
        channels, height, width, kernelHeight, kernelWidth, stride, padding, y, 0, image, 0);
    assertEquals(inner(columns, y), inner(x, image));
  }

  @Property(seed = Laws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void sparseProductsAreTheDenseOnes(
      @ForAll @IntRange(max = 12) int m,
      @ForAll @IntRange(max = 40) int n,
      @ForAll @IntRange(min = 1, max = 12) int k,
      @ForAll @IntRange(max = 30) int perRow,
      @ForAll boolean add,
      @ForAll int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] rowStart = new int[m + 1];
    for (int i = 0; i < m; i++) {
      rowStart[i + 1] = rowStart[i] + random.nextInt(perRow + 1);
    }
    int entries = rowStart[m];
    int[] column = random.ints(entries, 0, k).toArray();
    float[] values = integers(random, entries);
    float[] dense = new float[m * k];
    for (int i = 0; i < m; i++) {
      for (int p = rowStart[i]; p < rowStart[i + 1]; p++) {
        dense[i * k + column[p]] += values[p];
      }
    }
    float[] b = integers(random, Math.max(k, m) * n);
    float[] c = integers(random, Math.max(k, m) * n);
    float[] expected = c.clone();
    MatMul.nn(m, n, k, dense, 0, b, 0, expected, 0, add);
    float[] actual = c.clone();
    SparseDense.multiply(m, n, k, rowStart, column, values, b, 0, actual, 0, add);
    assertArrayEquals(expected, actual);
    expected = c.clone();
    MatMul.tn(k, n, m, dense, 0, b, 0, expected, 0, add);
    actual = c.clone();
    SparseDense.multiplyTransposed(m, n, k, rowStart, column, values, b, 0, actual, 0, add);
    assertArrayEquals(expected, actual);
  }

  /** Whatever is beside the result is compared as well. */
  private static void sameBits(Shape s, Form... forms) {
    float[] expected = s.result.clone();
    forms[0].run(expected);
    for (Form form : forms) {
      float[] actual = s.result.clone();
      form.run(actual);
      assertArrayEquals(Slices.bits(expected), Slices.bits(actual));
    }
  }

  private static int bits(float x) {
    return Float.floatToIntBits(x);
  }

  private static float[] integers(SplittableRandom random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextInt(-9, 10);
    }
    return x;
  }

  private static double inner(float[] x, float[] y) {
    assertEquals(x.length, y.length);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }

  @Provide
  Arbitrary<Float> factors() {
    return Arbitraries.oneOf(Arbitraries.of(0f, 1f, -1f), Floats.any());
  }

  @Provide
  Arbitrary<Shape> shapes() {
    Arbitrary<Integer> rows = Arbitraries.integers().between(0, 11);
    Arbitrary<Integer> offsets = Arbitraries.integers().between(0, 19);
    return Combinators.combine(rows, Slices.lengths(140), offsets)
        .flatAs(
            (m, n, offset) -> {
              int longest = Math.max(m, n);
              int result = Math.max(m * n, longest);
              return Combinators.combine(
                      floats(offset + m * n + 19),
                      floats(offset + longest + 19),
                      floats(offset + result + 19))
                  .as((a, x, y) -> new Shape(m, n, a, x, y, offset));
            })
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<float[]> vectors() {
    return Slices.lengths(600)
        .flatMap(n -> Floats.spread(-10, 10).array(float[].class).ofSize(n + 3));
  }

  @Provide
  Arbitrary<float[]> rows() {
    return Floats.spread(-6, 6).array(float[].class).ofMinSize(1).ofMaxSize(100);
  }

  @Provide
  Arbitrary<int[]> sixteenths() {
    return Arbitraries.integers()
        .between(-9999, 9999)
        .array(int[].class)
        .ofMinSize(1)
        .ofMaxSize(100);
  }

  private static Arbitrary<float[]> floats(int size) {
    return Arbitraries.oneOf(Floats.spread(-10, 10), Floats.any())
        .array(float[].class)
        .ofSize(size);
  }
}
