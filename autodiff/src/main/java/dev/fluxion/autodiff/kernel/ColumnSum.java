package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums along the columns of a matrix, such as the gradient of a bias.
 *
 * <p>Formula: {@code yⱼ ← Σᵢ xᵢⱼ} or {@code Σᵢ xᵢⱼ²}, or these added to {@code yⱼ}. Every sum is a
 * chain over i in order, in double, which starts at {@code yⱼ} or +0, and is rounded to float once:
 * the error is below half an ulp and {@code rows·2⁻⁵³ Σᵢ|xᵢⱼ|}. A mean is this times {@code 1/rows}
 * by {@link Scale}.
 *
 * <p>Agreement: exact; every column is computed alone, so all forms give the same bits. {@code y}
 * must not overlap {@code x}.
 *
 * <p>Source: N. Higham, The Accuracy of Floating Point Summation, 1993.
 */
public final class ColumnSum {
  private ColumnSum() {}

  /** {@code yⱼ ← (add ? yⱼ : 0) + Σᵢ xᵢⱼ}. */
  public static void columnSum(
      int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, boolean add) {
    Check.range("x", x.length, xOffset, Check.size(rows, columns));
    Check.range("y", y.length, yOffset, columns);
    if (Simd.pays(rows * columns)) {
      Vector.columnSum(rows, columns, x, xOffset, y, yOffset, add);
    } else {
      Scalar.columnSum(rows, columns, x, xOffset, y, yOffset, add);
    }
  }

  /** {@code yⱼ ← (add ? yⱼ : 0) + Σᵢ xᵢⱼ²}. */
  public static void columnSumOfSquares(
      int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, boolean add) {
    Check.range("x", x.length, xOffset, Check.size(rows, columns));
    Check.range("y", y.length, yOffset, columns);
    if (Simd.pays(rows * columns)) {
      Vector.columnSumOfSquares(rows, columns, x, xOffset, y, yOffset, add);
    } else {
      Scalar.columnSumOfSquares(rows, columns, x, xOffset, y, yOffset, add);
    }
  }

  private static void begin(int columns, float[] y, int yOffset, boolean add) {
    if (!add) {
      Fill.fill(columns, 0f, y, yOffset);
    }
  }

  /** One column at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link ColumnSum#columnSum}. */
    public static void columnSum(
        int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, boolean add) {
      begin(columns, y, yOffset, add);
      columnSum(0, rows, columns, x, xOffset, y, yOffset);
    }

    /** Onto the columns {@code from} and higher, four at a time. */
    private static void columnSum(
        int from, int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
      int size = rows * columns;
      int j = from;
      for (; j + 4 <= columns; j += 4) {
        double s0 = y[yOffset + j];
        double s1 = y[yOffset + j + 1];
        double s2 = y[yOffset + j + 2];
        double s3 = y[yOffset + j + 3];
        for (int at = xOffset + j, end = at + size; at < end; at += columns) {
          s0 += x[at];
          s1 += x[at + 1];
          s2 += x[at + 2];
          s3 += x[at + 3];
        }
        y[yOffset + j] = (float) s0;
        y[yOffset + j + 1] = (float) s1;
        y[yOffset + j + 2] = (float) s2;
        y[yOffset + j + 3] = (float) s3;
      }
      for (; j < columns; j++) {
        double sum = y[yOffset + j];
        for (int at = j; at < size; at += columns) {
          sum += x[xOffset + at];
        }
        y[yOffset + j] = (float) sum;
      }
    }

    /** See {@link ColumnSum#columnSumOfSquares}. */
    public static void columnSumOfSquares(
        int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, boolean add) {
      begin(columns, y, yOffset, add);
      columnSumOfSquares(0, rows, columns, x, xOffset, y, yOffset);
    }

    /** Onto the columns {@code from} and higher. */
    private static void columnSumOfSquares(
        int from, int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
      int size = rows * columns;
      for (int j = from; j < columns; j++) {
        double sum = y[yOffset + j];
        for (int at = j; at < size; at += columns) {
          double v = x[xOffset + at];
          sum += v * v;
        }
        y[yOffset + j] = (float) sum;
      }
    }
  }

  /**
   * Strips of four vectors of doubles, whose sums stay in registers, then of one; the rest column
   * by column.
   */
  public static final class Vector {
    private static final VectorSpecies<Double> D = Species.DOUBLE;
    private static final VectorSpecies<Float> H = Species.HALF;
    private static final int L = D.length();
    private static final int STRIP = 4 * L;

    /** Adding to −0 changes nothing, but pins the class of a sum that comes out of a loop. */
    private static final DoubleVector NOTHING = DoubleVector.broadcast(D, -0.0);

    private static final FloatVector NARROW = FloatVector.broadcast(H, -0f);

    private Vector() {}

    /** See {@link ColumnSum#columnSum}. */
    public static void columnSum(
        int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, boolean add) {
      begin(columns, y, yOffset, add);
      int j = 0;
      for (int bound = columns - columns % STRIP; j < bound; j += STRIP) {
        columnSum(rows, columns, x, xOffset + j, y, yOffset + j);
      }
      for (; j + L <= columns; j += L) {
        narrow(rows, columns, x, xOffset + j, y, yOffset + j);
      }
      Scalar.columnSum(j, rows, columns, x, xOffset, y, yOffset);
    }

    /** Onto one strip. */
    private static void columnSum(
        int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
      DoubleVector s0 =
          (DoubleVector)
              FloatVector.fromArray(H, y, yOffset).convertShape(VectorOperators.F2D, D, 0);
      DoubleVector s1 =
          (DoubleVector)
              FloatVector.fromArray(H, y, yOffset + L).convertShape(VectorOperators.F2D, D, 0);
      DoubleVector s2 =
          (DoubleVector)
              FloatVector.fromArray(H, y, yOffset + 2 * L).convertShape(VectorOperators.F2D, D, 0);
      DoubleVector s3 =
          (DoubleVector)
              FloatVector.fromArray(H, y, yOffset + 3 * L).convertShape(VectorOperators.F2D, D, 0);
      for (int i = 0; i < rows; i++) {
        int at = xOffset + i * columns;
        DoubleVector v0 =
            (DoubleVector) FloatVector.fromArray(H, x, at).convertShape(VectorOperators.F2D, D, 0);
        s0 = s0.add(v0);
        DoubleVector v1 =
            (DoubleVector)
                FloatVector.fromArray(H, x, at + L).convertShape(VectorOperators.F2D, D, 0);
        s1 = s1.add(v1);
        DoubleVector v2 =
            (DoubleVector)
                FloatVector.fromArray(H, x, at + 2 * L).convertShape(VectorOperators.F2D, D, 0);
        s2 = s2.add(v2);
        DoubleVector v3 =
            (DoubleVector)
                FloatVector.fromArray(H, x, at + 3 * L).convertShape(VectorOperators.F2D, D, 0);
        s3 = s3.add(v3);
      }
      NARROW.add(NOTHING.add(s0).convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset);
      NARROW.add(NOTHING.add(s1).convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + L);
      NARROW
          .add(NOTHING.add(s2).convertShape(VectorOperators.D2F, H, 0))
          .intoArray(y, yOffset + 2 * L);
      NARROW
          .add(NOTHING.add(s3).convertShape(VectorOperators.D2F, H, 0))
          .intoArray(y, yOffset + 3 * L);
    }

    /** Onto one vector. */
    private static void narrow(
        int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
      DoubleVector s0 =
          (DoubleVector)
              FloatVector.fromArray(H, y, yOffset).convertShape(VectorOperators.F2D, D, 0);
      for (int i = 0; i < rows; i++) {
        DoubleVector v0 =
            (DoubleVector)
                FloatVector.fromArray(H, x, xOffset + i * columns)
                    .convertShape(VectorOperators.F2D, D, 0);
        s0 = s0.add(v0);
      }
      NARROW.add(NOTHING.add(s0).convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset);
    }

    /** See {@link ColumnSum#columnSumOfSquares}. */
    public static void columnSumOfSquares(
        int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, boolean add) {
      begin(columns, y, yOffset, add);
      int j = 0;
      for (int bound = columns - columns % STRIP; j < bound; j += STRIP) {
        columnSumOfSquares(rows, columns, x, xOffset + j, y, yOffset + j);
      }
      for (; j + L <= columns; j += L) {
        narrowOfSquares(rows, columns, x, xOffset + j, y, yOffset + j);
      }
      Scalar.columnSumOfSquares(j, rows, columns, x, xOffset, y, yOffset);
    }

    /** Onto one strip. */
    private static void columnSumOfSquares(
        int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
      DoubleVector s0 =
          (DoubleVector)
              FloatVector.fromArray(H, y, yOffset).convertShape(VectorOperators.F2D, D, 0);
      DoubleVector s1 =
          (DoubleVector)
              FloatVector.fromArray(H, y, yOffset + L).convertShape(VectorOperators.F2D, D, 0);
      DoubleVector s2 =
          (DoubleVector)
              FloatVector.fromArray(H, y, yOffset + 2 * L).convertShape(VectorOperators.F2D, D, 0);
      DoubleVector s3 =
          (DoubleVector)
              FloatVector.fromArray(H, y, yOffset + 3 * L).convertShape(VectorOperators.F2D, D, 0);
      for (int i = 0; i < rows; i++) {
        int at = xOffset + i * columns;
        DoubleVector v0 =
            (DoubleVector) FloatVector.fromArray(H, x, at).convertShape(VectorOperators.F2D, D, 0);
        s0 = v0.fma(v0, s0);
        DoubleVector v1 =
            (DoubleVector)
                FloatVector.fromArray(H, x, at + L).convertShape(VectorOperators.F2D, D, 0);
        s1 = v1.fma(v1, s1);
        DoubleVector v2 =
            (DoubleVector)
                FloatVector.fromArray(H, x, at + 2 * L).convertShape(VectorOperators.F2D, D, 0);
        s2 = v2.fma(v2, s2);
        DoubleVector v3 =
            (DoubleVector)
                FloatVector.fromArray(H, x, at + 3 * L).convertShape(VectorOperators.F2D, D, 0);
        s3 = v3.fma(v3, s3);
      }
      NARROW.add(NOTHING.add(s0).convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset);
      NARROW.add(NOTHING.add(s1).convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset + L);
      NARROW
          .add(NOTHING.add(s2).convertShape(VectorOperators.D2F, H, 0))
          .intoArray(y, yOffset + 2 * L);
      NARROW
          .add(NOTHING.add(s3).convertShape(VectorOperators.D2F, H, 0))
          .intoArray(y, yOffset + 3 * L);
    }

    /** Onto one vector. */
    private static void narrowOfSquares(
        int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
      DoubleVector s0 =
          (DoubleVector)
              FloatVector.fromArray(H, y, yOffset).convertShape(VectorOperators.F2D, D, 0);
      for (int i = 0; i < rows; i++) {
        DoubleVector v0 =
            (DoubleVector)
                FloatVector.fromArray(H, x, xOffset + i * columns)
                    .convertShape(VectorOperators.F2D, D, 0);
        s0 = v0.fma(v0, s0);
      }
      NARROW.add(NOTHING.add(s0).convertShape(VectorOperators.D2F, H, 0)).intoArray(y, yOffset);
    }
  }
}
