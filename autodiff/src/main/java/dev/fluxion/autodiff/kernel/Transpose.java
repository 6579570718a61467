package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes a row-major matrix.
 *
 * <p>Formula: {@code b[j, i] ← a[i, j]}. Copies bits, so there is nothing to agree on. Tiles of 64
 * × 64 keep both sides within the cache. The arrays must not overlap.
 *
 * <p>Source: J. Eklundh, A Fast Computer Method for Matrix Transposing, 1972 (the exchange of
 * halves, then of halves of these).
 */
public final class Transpose {
  private static final int TILE = 64;

  private Transpose() {}

  /** {@code b} (columns × rows) becomes the transpose of {@code a} (rows × columns). */
  public static void transpose(
      int rows, int columns, float[] a, int aOffset, float[] b, int bOffset) {
    int size = Check.size(rows, columns);
    Check.range("a", a.length, aOffset, size);
    Check.range("b", b.length, bOffset, size);
    if (Simd.pays(size)) {
      Vector.transpose(rows, columns, a, aOffset, b, bOffset);
    } else {
      Scalar.transpose(rows, columns, a, aOffset, b, bOffset);
    }
  }

  /** One element at a time. */
  public static final class Scalar {
    private Scalar() {}

    /** See {@link Transpose#transpose}. */
    public static void transpose(
        int rows, int columns, float[] a, int aOffset, float[] b, int bOffset) {
      for (int i = 0; i < rows; i += TILE) {
        for (int j = 0; j < columns; j += TILE) {
          int iEnd = Math.min(rows, i + TILE);
          int jEnd = Math.min(columns, j + TILE);
          rectangle(i, iEnd, j, jEnd, rows, columns, a, aOffset, b, bOffset);
        }
      }
    }

    /** Rows {@code i0} to {@code i1 - 1}, columns {@code j0} to {@code j1 - 1}. */
    private static void rectangle(
        int i0,
        int i1,
        int j0,
        int j1,
        int rows,
        int columns,
        float[] a,
        int aOffset,
        float[] b,
        int bOffset) {
      for (int j = j0; j < j1; j++) {
        int to = bOffset + j * rows;
        for (int i = i0; i < i1; i++) {
          b[to + i] = a[aOffset + i * columns + j];
        }
      }
    }
  }

  /** Four by four elements in four vectors of 128 bits, on all hardware; the rest one by one. */
  public static final class Vector {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;
    private static final VectorShuffle<Float> NEIGHBOURS = VectorShuffle.fromValues(S, 1, 0, 3, 2);
    private static final VectorShuffle<Float> HALVES = VectorShuffle.fromValues(S, 2, 3, 0, 1);
    private static final VectorMask<Float> ODD = VectorMask.fromValues(S, false, true, false, true);
    private static final VectorMask<Float> UPPER =
        VectorMask.fromValues(S, false, false, true, true);

    private Vector() {}

    /** See {@link Transpose#transpose}. */
    public static void transpose(
        int rows, int columns, float[] a, int aOffset, float[] b, int bOffset) {
      int wholeRows = rows & -4;
      int wholeColumns = columns & -4;
      for (int i = 0; i < wholeRows; i += TILE) {
        for (int j = 0; j < wholeColumns; j += TILE) {
          int iEnd = Math.min(wholeRows, i + TILE);
          int jEnd = Math.min(wholeColumns, j + TILE);
          for (int jj = j; jj < jEnd; jj += 4) {
            fourColumns(i, iEnd, jj, rows, columns, a, aOffset, b, bOffset);
          }
        }
      }
      Scalar.rectangle(0, rows, wholeColumns, columns, rows, columns, a, aOffset, b, bOffset);
      Scalar.rectangle(wholeRows, rows, 0, wholeColumns, rows, columns, a, aOffset, b, bOffset);
    }

    /**
     * Rows {@code i0} to {@code i1 - 1}, a multiple of four, columns {@code j} to {@code j + 3}.
     */
    private static void fourColumns(
        int i0,
        int i1,
        int j,
        int rows,
        int columns,
        float[] a,
        int aOffset,
        float[] b,
        int bOffset) {
      for (int i = i0; i < i1; i += 4) {
        int from = aOffset + i * columns + j;
        FloatVector r0 = FloatVector.fromArray(S, a, from);
        FloatVector r1 = FloatVector.fromArray(S, a, from + columns);
        FloatVector r2 = FloatVector.fromArray(S, a, from + 2 * columns);
        FloatVector r3 = FloatVector.fromArray(S, a, from + 3 * columns);
        FloatVector even01 = r0.blend(r1.rearrange(NEIGHBOURS), ODD);
        FloatVector odd01 = r0.rearrange(NEIGHBOURS).blend(r1, ODD);
        FloatVector even23 = r2.blend(r3.rearrange(NEIGHBOURS), ODD);
        FloatVector odd23 = r2.rearrange(NEIGHBOURS).blend(r3, ODD);
        int to = bOffset + j * rows + i;
        even01.blend(even23.rearrange(HALVES), UPPER).intoArray(b, to);
        odd01.blend(odd23.rearrange(HALVES), UPPER).intoArray(b, to + rows);
        even01.rearrange(HALVES).blend(even23, UPPER).intoArray(b, to + 2 * rows);
        odd01.rearrange(HALVES).blend(odd23, UPPER).intoArray(b, to + 3 * rows);
      }
    }
  }
}
