package dev.fluxion.autodiff.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The copies of A and B that the register tiles of the matrix product run along, and the choice of
 * the tile.
 *
 * <p>Formula: a panel of B is {@code p[l·w + j] = b[l, j]} with w one or two vectors, columns
 * beyond the last being 0; a block of A that lies row by row is copied as rows, one that lies
 * column by column as tiles of {@code t[l·ROWS + i] = a[i, l]}.
 */
final class MatMulPanels {
  private static final VectorSpecies<Float> S = Species.FLOAT;
  private static final int W = S.length();

  /**
   * Whether A and B can be read where they lie: the tile for 32 registers takes any strides, whose
   * range checks hide behind its longer vectors.
   */
  static final boolean ANY_STRIDE = Simd.BITS == 512;

  /** Rows of a tile. */
  static final int ROWS = ANY_STRIDE ? MatMulTile32.ROWS : MatMulTile16.ROWS;

  /** Elements of the whole vectors that hold a column of a tile. */
  private static final int SPAN = (ROWS + W - 1) / W * W;

  /** Columns of a panel, but for the last, which is half as wide where that is enough. */
  static final int WIDTH = 2 * W;

  /** From row to row of a copied block; no power of two, or rows would crowd out each other. */
  static final int STRIDE = MatMulBlocks.DEPTH + 16;

  /** A row of biases that changes nothing. */
  static final float[] NO_BIAS = new float[WIDTH];

  static {
    Arrays.fill(NO_BIAS, -0f);
  }

  private MatMulPanels() {}

  /** The floats that a copied block of so many rows needs. */
  static int blockSize(int rows) {
    return (rows + WIDTH) * STRIDE;
  }

  /** Where the tile that begins with row i lies in a copied block of columns. */
  static int tileOffset(int i, int depth) {
    return i * depth + i / ROWS * W;
  }

  /** The width of a panel of so many columns: one vector or two. */
  static int stride(int columns) {
    return columns <= W ? W : WIDTH;
  }

  /** Copies a panel of B. */
  static void pack(
      int depth, int columns, float[] b, int from, int bRow, int bColumn, float[] panels, int to) {
    int stride = stride(columns);
    if (columns < W && bColumn == 1) {
      packNarrow(depth, columns, b, from, bRow, panels, to);
      return;
    }
    if (columns < stride) {
      Arrays.fill(panels, to, to + stride * depth, 0f);
    }
    if (columns == WIDTH && bColumn == 1) {
      packWide(depth, b, from, bRow, panels, to);
    } else if (columns >= 4 && bColumn == 1) {
      copy(depth, columns, b, from, bRow, panels, to, stride);
    } else {
      int j = 0;
      for (; j + 4 <= columns; j += 4) {
        packFour(depth, b, from + j * bColumn, bColumn, panels, to + j, stride);
      }
      for (; j < columns; j++) {
        packOne(depth, b, from + j * bColumn, bRow, panels, to + j, stride);
      }
    }
  }

  private static void packWide(int depth, float[] b, int from, int bRow, float[] panels, int to) {
    for (int l = 0; l < depth; l++) {
      FloatVector.fromArray(S, b, from + l * bRow).intoArray(panels, to + l * WIDTH);
      FloatVector.fromArray(S, b, from + l * bRow + W).intoArray(panels, to + l * WIDTH + W);
    }
  }

  /** By whole vectors, whose ends do no harm, as long as they lie within b. */
  private static void packNarrow(
      int depth, int columns, float[] b, int from, int bRow, float[] panels, int to) {
    for (int l = 0; l < depth; l++) {
      int x = from + l * bRow;
      int y = to + l * W;
      if (x + W <= b.length) {
        FloatVector.fromArray(S, b, x).intoArray(panels, y);
      } else {
        for (int j = 0; j < W; j++) {
          panels[y + j] = j < columns ? b[x + j] : 0f;
        }
      }
    }
  }

  private static void packFour(
      int depth, float[] b, int b0, int bColumn, float[] panels, int to, int stride) {
    int b1 = b0 + bColumn;
    int b2 = b1 + bColumn;
    int b3 = b2 + bColumn;
    for (int l = 0; l < depth; l++) {
      int at = to + l * stride;
      float x0 = b[b0 + l];
      float x1 = b[b1 + l];
      float x2 = b[b2 + l];
      float x3 = b[b3 + l];
      panels[at] = x0;
      panels[at + 1] = x1;
      panels[at + 2] = x2;
      panels[at + 3] = x3;
    }
  }

  private static void packOne(
      int depth, float[] b, int from, int bRow, float[] panels, int to, int stride) {
    for (int l = 0; l < depth; l++) {
      panels[to + l * stride] = b[from + l * bRow];
    }
  }

  /** Copies a block of A that lies row by row. */
  static void copyRows(int rows, int depth, float[] a, int ao, int aRow, float[] block) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a, ao + i * aRow, block, i * STRIDE, depth);
    }
  }

  /**
   * Copies a block of A that lies column by column, as tiles, by whole vectors as long as the rows
   * and those {@code beyond} them fill one.
   */
  static void copyColumns(
      int rows, int beyond, int depth, float[] a, int ao, int aColumn, float[] block) {
    int whole = 0;
    while (whole + ROWS <= rows && whole + SPAN <= rows + beyond) {
      whole += ROWS;
    }
    copyTiles(whole, depth, a, ao, aColumn, block);
    for (int i = whole; i < rows; i += ROWS) {
      int high = Math.min(ROWS, rows - i);
      for (int l = 0; l < depth; l++) {
        for (int r = 0; r < high; r++) {
          block[tileOffset(i, depth) + l * ROWS + r] = a[ao + i + l * aColumn + r];
        }
      }
    }
  }

  /** What a vector holds beyond its tile is overwritten by the next column, or lies in a gap. */
  private static void copyTiles(
      int rows, int depth, float[] a, int ao, int aColumn, float[] block) {
    for (int l = 0; l < depth; l++) {
      int to = l * ROWS;
      for (int i = ao + l * aColumn, end = i + rows; i < end; i += ROWS) {
        for (int r = 0; r < SPAN; r += W) {
          FloatVector.fromArray(S, a, i + r).intoArray(block, to + r);
        }
        to += ROWS * depth + W;
      }
    }
  }

  /** Copies part of a matrix; from one vector on, by two vectors that may overlap. */
  static void copy(
      int rows,
      int columns,
      float[] from,
      int fromOffset,
      int fromStride,
      float[] to,
      int toOffset,
      int toStride) {
    for (int i = 0; i < rows; i++) {
      int x = fromOffset + i * fromStride;
      int y = toOffset + i * toStride;
      if (columns >= W) {
        FloatVector.fromArray(S, from, x).intoArray(to, y);
        FloatVector.fromArray(S, from, x + columns - W).intoArray(to, y + columns - W);
      } else {
        for (int j = 0; j < columns; j++) {
          to[y + j] = from[x + j];
        }
      }
    }
  }

  /**
   * A tile; element (i, l) of A is {@code a[ao + i·aRow + l·aColumn]}, element (l, j) of B is
   * {@code b[bo + l·bRow + j]}; a whole row of biases is added at the end. Without {@link
   * #ANY_STRIDE}, aColumn is 1 or the tile was copied, and B is a panel.
   */
  static void tile(
      int columns,
      int rows,
      int depth,
      float[] a,
      int ao,
      int aRow,
      int aColumn,
      float[] b,
      int bo,
      int bRow,
      float[] to,
      int at,
      int stride,
      boolean accumulate,
      float[] bias,
      int bias0) {
    boolean wide = columns > W;
    if (ANY_STRIDE && wide) {
      MatMulTile32.wide(
          rows, depth, a, ao, aRow, aColumn, b, bo, bRow, to, at, stride, accumulate, bias, bias0);
    } else if (ANY_STRIDE) {
      MatMulTile32.narrow(
          rows, depth, a, ao, aRow, aColumn, b, bo, bRow, to, at, stride, accumulate, bias, bias0);
    } else if (aColumn == 1 && wide) {
      MatMulTile16.rows(rows, depth, a, ao, aRow, b, bo, to, at, stride, accumulate, bias, bias0);
    } else if (aColumn == 1) {
      MatMulTile16.rowsNarrow(
          rows, depth, a, ao, aRow, b, bo, to, at, stride, accumulate, bias, bias0);
    } else if (wide) {
      MatMulTile16.columns(rows, depth, a, ao, b, bo, to, at, stride, accumulate, bias, bias0);
    } else {
      MatMulTile16.columnsNarrow(
          rows, depth, a, ao, b, bo, to, at, stride, accumulate, bias, bias0);
    }
  }
}
