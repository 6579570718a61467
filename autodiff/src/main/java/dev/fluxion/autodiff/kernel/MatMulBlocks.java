package dev.fluxion.autodiff.kernel;

import dev.fluxion.autodiff.parallel.Workers;

/**
 * The loops around the register tiles of the matrix product.
 *
 * <p>Formula: {@code C (+)= A·B}, in blocks: the columns of C in strips, k in slices. Of a slice, B
 * is copied into panels ({@link MatMulPanels}) that the threads share; then blocks of rows of A run
 * along the panels, tile by tile. A slice adds onto the C that the slices before it have stored, so
 * the chain over k of every element is the same for any size of block, strip or slice.
 *
 * <p>Source: F. Van Zee, R. van de Geijn, «BLIS: A Framework for Rapidly Instantiating BLAS
 * Functionality», ACM TOMS, 2015. Deviation: A and B are read where they lie when little would be
 * gained by a copy.
 *
 * <p>There is one object for each thread; it holds the copies and the arguments of the call.
 */
final class MatMulBlocks {
  /** Longest slice of k; every further slice reads and writes all of C once more. */
  static final int DEPTH = 1024;

  /** Most rows of a block: its slice of A stays in the second-level cache. */
  private static final int HEIGHT = 96;

  /** Most columns of a strip. */
  private static final int WIDTH = 1024;

  /** From so many columns on, A is copied: its rows would crowd out each other. */
  private static final int COPIED = 512;

  /** Up to so many elements, B is read where it lies. */
  private static final int IN_PLACE = 4096;

  private static final ThreadLocal<MatMulBlocks> OF_THREAD = new OfThread();

  private final Workers.Task packing = new Packing();
  private final Workers.Task multiplying = new Multiplying();
  private final float[] tile = new float[MatMulPanels.ROWS * MatMulPanels.WIDTH];
  private float[] block = {};
  private float[] panels = {};

  /** The biases, and zeros where the last panel is wider than C. */
  private float[] biases = {};

  private int m;
  private int n;
  private float[] a;
  private int aOffset;
  private int aRow;
  private int aColumn;
  private float[] b;
  private int bOffset;
  private int bRow;
  private int bColumn;
  private float[] c;
  private int cOffset;
  private boolean biased;
  private Epilogue epilogue = Epilogue.IDENTITY;

  /** The strip and slice at work, whether it is the last of its strip, whether it adds onto C. */
  private int j0;

  private int width;
  private int l0;
  private int depth;
  private boolean last;
  private boolean accumulate;

  /** How the threads share it. */
  private int blockRows;

  private int blockPanels;
  private int blocksDown;

  private MatMulBlocks() {}

  static MatMulBlocks ofThread() {
    return OF_THREAD.get();
  }

  /** A scratch tile. */
  float[] scratch() {
    return tile;
  }

  /** Says what is done to every element of C at the end. */
  MatMulBlocks then(int n, float[] bias, int biasOffset, Epilogue epilogue) {
    biases = atLeast(n + MatMulPanels.WIDTH, biases);
    System.arraycopy(bias, biasOffset, biases, 0, n);
    biased = true;
    this.epilogue = epilogue;
    return this;
  }

  /**
   * Element (i, l) of A is {@code a[aOffset + i·aRow + l·aColumn]}, where one of the two strides is
   * 1; element (l, j) of B is {@code b[bOffset + l·bRow + j·bColumn]}, likewise; C has rows of
   * length n. No extent is 0.
   */
  void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aRow,
      int aColumn,
      float[] b,
      int bOffset,
      int bRow,
      int bColumn,
      float[] c,
      int cOffset,
      boolean accumulate) {
    this.m = m;
    this.n = n;
    this.a = a;
    this.aOffset = aOffset;
    this.aRow = aRow;
    this.aColumn = aColumn;
    this.b = b;
    this.bOffset = bOffset;
    this.bRow = bRow;
    this.bColumn = bColumn;
    this.c = c;
    this.cOffset = cOffset;
    boolean parallel = MatMul.isParallel(m, n, k);
    int slice = evenly(k, DEPTH);
    for (j0 = 0; j0 < n; j0 += WIDTH) {
      width = Math.min(WIDTH, n - j0);
      for (l0 = 0; l0 < k; l0 += slice) {
        depth = Math.min(slice, k - l0);
        last = l0 + depth == k;
        this.accumulate = accumulate || l0 > 0;
        runSlice(parallel);
      }
    }
    this.a = null;
    this.b = null;
    this.c = null;
    biased = false;
    epilogue = Epilogue.IDENTITY;
  }

  /** The length of equal parts of n, the last perhaps shorter, none longer than {@code most}. */
  private static int evenly(int n, int most) {
    int parts = (n + most - 1) / most;
    return (n + parts - 1) / parts;
  }

  private void runSlice(boolean parallel) {
    int count = (width + MatMulPanels.WIDTH - 1) / MatMulPanels.WIDTH;
    panels = atLeast(count * MatMulPanels.WIDTH * depth, panels);
    int blocks = share(count, parallel ? Workers.count() : 1);
    if (parallel) {
      Workers.run(count, packing);
      Workers.run(blocks, multiplying);
    } else {
      for (int p = 0; p < count; p++) {
        pack(p);
      }
      for (int i = 0; i < blocks; i++) {
        multiplyBlock(i, this);
      }
    }
  }

  /** The array, or a longer one where it is too short. */
  private static float[] atLeast(int length, float[] array) {
    return array.length >= length ? array : new float[length];
  }

  /** Cuts C into blocks of like size, a multiple of the number of threads where C is large. */
  private int share(int count, int threads) {
    int tiles = (m + MatMulPanels.ROWS - 1) / MatMulPanels.ROWS;
    int wanted = Math.max((m + HEIGHT - 1) / HEIGHT, Math.min(2 * threads, tiles / 4));
    int down = Math.max(1, (wanted + threads - 1) / threads * threads);
    blockRows = (tiles + down - 1) / down * MatMulPanels.ROWS;
    blocksDown = (m + blockRows - 1) / blockRows;
    int across = Math.min(count, (threads + blocksDown - 1) / blocksDown);
    blockPanels = (count + across - 1) / across;
    return blocksDown * ((count + blockPanels - 1) / blockPanels);
  }

  private void pack(int p) {
    int j = p * MatMulPanels.WIDTH;
    int columns = Math.min(MatMulPanels.WIDTH, width - j);
    if (!isInPlace(j, columns)) {
      int from = bOffset + l0 * bRow + (j0 + j) * bColumn;
      MatMulPanels.pack(depth, columns, b, from, bRow, bColumn, panels, j * depth);
    }
  }

  /** Whether the panel that begins with column j is not copied: B is small, and the vectors fit. */
  private boolean isInPlace(int j, int columns) {
    int end = bOffset + (l0 + depth - 1) * bRow + j0 + j + MatMulPanels.stride(columns);
    return MatMulPanels.ANY_STRIDE && bColumn == 1 && depth * n <= IN_PLACE && end <= b.length;
  }

  private boolean isBlockCopied() {
    return width >= COPIED || aColumn != 1 && !MatMulPanels.ANY_STRIDE;
  }

  /**
   * The panel that may be ragged comes first: what its vectors write beyond its columns, into the
   * rows below, is overwritten later.
   */
  private void multiplyBlock(int index, MatMulBlocks own) {
    int i0 = index % blocksDown * blockRows;
    int rows = Math.min(blockRows, m - i0);
    int first = index / blocksDown * blockPanels * MatMulPanels.WIDTH;
    int end = Math.min(width, first + blockPanels * MatMulPanels.WIDTH);
    int ao = aOffset + i0 * aRow + l0 * aColumn;
    own.block = atLeast(isBlockCopied() ? MatMulPanels.blockSize(HEIGHT) : 0, own.block);
    if (isBlockCopied() && aColumn == 1) {
      MatMulPanels.copyRows(rows, depth, a, ao, aRow, own.block);
    } else if (isBlockCopied()) {
      int beyond = m - i0 - rows;
      MatMulPanels.copyColumns(rows, beyond, depth, a, ao, aColumn, own.block);
    }
    int co = cOffset + i0 * n + j0;
    boolean spills = !accumulate && end - first == n;
    int last = first + (end - first - 1) / MatMulPanels.WIDTH * MatMulPanels.WIDTH;
    for (int j = last; j >= first; j -= MatMulPanels.WIDTH) {
      int columns = Math.min(MatMulPanels.WIDTH, end - j);
      int stride = MatMulPanels.stride(columns);
      for (int i = 0; i < rows; i += MatMulPanels.ROWS) {
        int high = Math.min(MatMulPanels.ROWS, rows - i);
        boolean fits = spills && (i + high - 1) * n + j + stride <= rows * n;
        if (columns == stride || fits) {
          runTile(i, high, j, columns, ao, c, co + i * n + j, n, own);
        } else {
          runRagged(i, high, j, columns, ao, co + i * n + j, own);
        }
      }
    }
    if (this.last) {
      epilogue.activate(rows, end - first, c, co + first, n);
    }
  }

  /** A tile narrower than its vectors, through a scratch tile. */
  private void runRagged(int i, int rows, int j, int columns, int ao, int co, MatMulBlocks own) {
    int stride = MatMulPanels.WIDTH;
    if (accumulate) {
      MatMulPanels.copy(rows, columns, c, co, n, own.tile, 0, stride);
    }
    runTile(i, rows, j, columns, ao, own.tile, 0, stride, own);
    MatMulPanels.copy(rows, columns, own.tile, 0, stride, c, co, n);
  }

  private void runTile(
      int i,
      int rows,
      int j,
      int columns,
      int ao,
      float[] to,
      int at,
      int stride,
      MatMulBlocks own) {
    float[] from = a;
    int fo = ao + i * aRow;
    int fRow = aRow;
    int fColumn = aColumn;
    if (isBlockCopied()) {
      from = own.block;
      fo = aColumn == 1 ? i * MatMulPanels.STRIDE : MatMulPanels.tileOffset(i, depth);
      fRow = aColumn == 1 ? MatMulPanels.STRIDE : 1;
      fColumn = aColumn == 1 ? 1 : MatMulPanels.ROWS;
    }
    boolean inPlace = isInPlace(j, columns);
    MatMulPanels.tile(
        columns,
        rows,
        depth,
        from,
        fo,
        fRow,
        fColumn,
        inPlace ? b : panels,
        inPlace ? bOffset + l0 * bRow + j0 + j : j * depth,
        inPlace ? bRow : MatMulPanels.stride(columns),
        to,
        at,
        stride,
        accumulate,
        last && biased ? biases : MatMulPanels.NO_BIAS,
        last && biased ? j0 + j : 0);
  }

  private final class Packing implements Workers.Task {
    @Override
    public void run(int index) {
      pack(index);
    }
  }

  private final class Multiplying implements Workers.Task {
    @Override
    public void run(int index) {
      multiplyBlock(index, ofThread());
    }
  }

  /** Made once for each thread that multiplies. */
  private static final class OfThread extends ThreadLocal<MatMulBlocks> {
    @Override
    protected MatMulBlocks initialValue() {
      return new MatMulBlocks();
    }
  }
}
