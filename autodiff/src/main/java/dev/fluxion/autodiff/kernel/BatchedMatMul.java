package dev.fluxion.autodiff.kernel;

import dev.fluxion.autodiff.parallel.Workers;

/**
 * Many matrix products of one shape.
 *
 * <p>Formula: {@code Cᵢ (+)= Aᵢ·Bᵢ} for i = 0 … batch − 1, where Aᵢ begins at {@code aOffset +
 * i·aStride}, and B and C likewise. A stride of 0 uses the same A or B for all; the Cᵢ must not
 * overlap each other, A or B. Shared among {@link Workers} product by product, or within a product
 * where it is large. The bits are those of {@link MatMul}.
 */
public final class BatchedMatMul {
  private static final ThreadLocal<Batch> OF_THREAD = new OfThread();

  private BatchedMatMul() {}

  /** How A and B are stored. */
  public enum Layout {
    /** A as m × k, B as k × n. */
    NN,
    /** A as k × m, B as k × n. */
    TN,
    /** A as m × k, B as n × k. */
    NT
  }

  /** {@code Cᵢ (+)= Aᵢ·Bᵢ}. */
  public static void multiply(
      Layout layout,
      int batch,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] c,
      int cOffset,
      int cStride,
      boolean accumulate) {
    if ((batch | m | n | k) < 0) {
      throw new IllegalArgumentException(
          "batch=" + batch + " of matrix sizes m=" + m + " n=" + n + " k=" + k);
    }
    int product = Math.multiplyExact(m, n);
    if (cStride < product && batch > 1) {
      throw new IllegalArgumentException(
          "cStride=" + cStride + " makes results overlap; it must be at least m·n=" + product);
    }
    requireRange("a", a, aOffset, aStride, Math.multiplyExact(m, k), batch);
    requireRange("b", b, bOffset, bStride, Math.multiplyExact(k, n), batch);
    requireRange("c", c, cOffset, cStride, product, batch);
    Batch task = OF_THREAD.get();
    task.set(layout, m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
    task.accumulate = accumulate;
    if (MatMul.isParallel(m, n, k) || !MatMul.isParallel(batch, product, k)) {
      for (int i = 0; i < batch; i++) {
        task.run(i);
      }
    } else {
      Workers.run(batch, task);
    }
    task.forget();
  }

  private static void requireRange(
      String name, float[] x, int offset, int stride, int size, int batch) {
    if (stride < 0) {
      throw new IllegalArgumentException(name + "Stride=" + stride + " must not be negative");
    }
    int span = batch == 0 ? 0 : Math.addExact(Math.multiplyExact(batch - 1, stride), size);
    Check.range(name, x.length, offset, span);
  }

  /** The arguments of a call, one object for each thread. */
  private static final class Batch implements Workers.Task {
    private Layout layout;
    private int m;
    private int n;
    private int k;
    private float[] a;
    private int aOffset;
    private int aStride;
    private float[] b;
    private int bOffset;
    private int bStride;
    private float[] c;
    private int cOffset;
    private int cStride;
    private boolean accumulate;

    void set(
        Layout layout,
        int m,
        int n,
        int k,
        float[] a,
        int aOffset,
        int aStride,
        float[] b,
        int bOffset,
        int bStride,
        float[] c,
        int cOffset,
        int cStride) {
      this.layout = layout;
      this.m = m;
      this.n = n;
      this.k = k;
      this.a = a;
      this.aOffset = aOffset;
      this.aStride = aStride;
      this.b = b;
      this.bOffset = bOffset;
      this.bStride = bStride;
      this.c = c;
      this.cOffset = cOffset;
      this.cStride = cStride;
    }

    void forget() {
      a = null;
      b = null;
      c = null;
    }

    @Override
    public void run(int i) {
      int ao = aOffset + i * aStride;
      int bo = bOffset + i * bStride;
      int co = cOffset + i * cStride;
      switch (layout) {
        case NN -> MatMul.nn(m, n, k, a, ao, b, bo, c, co, accumulate);
        case TN -> MatMul.tn(m, n, k, a, ao, b, bo, c, co, accumulate);
        case NT -> MatMul.nt(m, n, k, a, ao, b, bo, c, co, accumulate);
      }
    }
  }

  /** Made once for each thread that multiplies. */
  private static final class OfThread extends ThreadLocal<Batch> {
    @Override
    protected Batch initialValue() {
      return new Batch();
    }
  }
}
