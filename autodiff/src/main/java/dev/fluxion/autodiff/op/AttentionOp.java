package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.BatchedMatMul.Layout;
import dev.fluxion.autodiff.kernel.Fill;
import dev.fluxion.autodiff.kernel.MatMul;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.kernel.Softmax;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * Scaled dot-product attention of queries (…, t, d) to keys (…, s, d) with values (…, s, e); the
 * axes before the last two, such as batch and heads, are equal. With a causal mask, query i sees
 * the first s - t + i + 1 keys. The weights are computed again in the backward pass, one matrix at
 * a time, and never kept.
 */
public record AttentionOp(@Setting("whether queries see earlier keys only") boolean causal)
    implements ComposedOp {
  public AttentionOp {
    Settings.check(AttentionOp.class, causal);
  }

  /** With a causal mask. */
  public AttentionOp() {
    this(true);
  }

  @Override
  public Card card() {
    return new Card(
        "attention",
        "Scaled dot-product attention, with a causal mask or without.",
        "Y = P·V with P = softmax(Q·Kᵀ / √d);  dV = Pᵀ·dY;  dS = P∘(dP - rows(dP∘P)) with dP ="
            + " dY·Vᵀ;  dQ = dS·K / √d;  dK = dSᵀ·Q / √d",
        "A. Vaswani et al., Attention Is All You Need, 2017; recomputed as by T. Dao et al.,"
            + " FlashAttention, 2022");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 3);
    Shape q = inputs.get(0);
    Shape k = inputs.get(1);
    Shape v = inputs.get(2);
    int rank = q.rank();
    if (rank < 2 || k.rank() != rank || v.rank() != rank) {
      throw new IllegalArgumentException(
          "queries, keys and values must have the same rank, 2 or more");
    }
    if (q.columns() != k.columns()) {
      throw new IllegalArgumentException(
          "queries have " + q.columns() + " columns, keys " + k.columns());
    }
    if (k.extent(rank - 2) != v.extent(rank - 2) || k.extent(rank - 2) == 0) {
      throw new IllegalArgumentException("there must be as many keys as values, at least one");
    }
    for (int axis = 0; axis < rank - 2; axis++) {
      if (q.extent(axis) != k.extent(axis) || q.extent(axis) != v.extent(axis)) {
        throw new IllegalArgumentException("the axes before the last two must be equal");
      }
    }
    if (causal && q.extent(rank - 2) > k.extent(rank - 2)) {
      throw new IllegalArgumentException(
          "with a causal mask, the first of more queries than keys would see nothing");
    }
    return Shapes.resized(q, rank - 1, v.columns());
  }

  @Override
  public int scratch(List<Shape> inputs) {
    int rank = inputs.get(0).rank();
    int scores = Math.multiplyExact(inputs.get(0).extent(rank - 2), inputs.get(1).extent(rank - 2));
    return Math.multiplyExact(2, scores);
  }

  private static int rows(Shape shape) {
    return shape.extent(shape.rank() - 2);
  }

  /** Number of keys that a query sees. */
  private int visible(int query, int t, int s) {
    return causal ? s - t + query + 1 : s;
  }

  /** P of one matrix, at the beginning of the scratch. */
  private void weights(FloatFrame frame, int batch) {
    int t = rows(frame.shape(0));
    int s = rows(frame.shape(1));
    int d = frame.shape(0).columns();
    float[] p = frame.scratch();
    int q = frame.inOffset(0) + batch * t * d;
    int k = frame.inOffset(1) + batch * s * d;
    MatMul.nt(t, s, d, frame.in(0), q, frame.in(1), k, p, 0, false);
    Scale.scale(t * s, scale(d), p, 0);
    if (!causal) {
      Softmax.softmax(t, s, p, 0, p, 0);
      return;
    }
    for (int i = 0; i < t; i++) {
      int n = visible(i, t, s);
      Softmax.softmax(1, n, p, i * s, p, i * s);
      Fill.fill(s - n, 0f, p, i * s + n);
    }
  }

  private static float scale(int d) {
    return (float) (1 / Math.sqrt(d));
  }

  @Override
  public void forward(FloatFrame frame) {
    int t = rows(frame.shape(0));
    int s = rows(frame.shape(1));
    int e = frame.shape(2).columns();
    int batches = Shapes.before(frame.shape(0), frame.shape(0).rank() - 2);
    for (int i = 0; i < batches; i++) {
      weights(frame, i);
      int v = frame.inOffset(2) + i * s * e;
      int y = frame.outOffset() + i * t * e;
      MatMul.nn(t, e, s, frame.scratch(), 0, frame.in(2), v, frame.out(), y, false);
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    int batches = Shapes.before(frame.shape(0), frame.shape(0).rank() - 2);
    for (int i = 0; i < batches; i++) {
      weights(frame, i);
      if (frame.wants(2)) {
        addValueGradient(frame, i);
      }
      if (frame.wants(0) || frame.wants(1)) {
        scoreGradient(frame, i);
        addQueryAndKeyGradient(frame, i);
      }
    }
  }

  private static void addValueGradient(FloatFrame frame, int batch) {
    int t = rows(frame.shape(0));
    int s = rows(frame.shape(1));
    int e = frame.shape(2).columns();
    MatMul.tn(
        s,
        e,
        t,
        frame.scratch(),
        0,
        frame.outGradient(),
        frame.outGradientOffset() + batch * t * e,
        frame.inGradient(2),
        frame.inGradientOffset(2) + batch * s * e,
        true);
  }

  /** {@code dS / √d}, into the first half of the scratch, by way of dP in the second. */
  private static void scoreGradient(FloatFrame frame, int batch) {
    int t = rows(frame.shape(0));
    int s = rows(frame.shape(1));
    int e = frame.shape(2).columns();
    float[] p = frame.scratch();
    int size = t * s;
    int dy = frame.outGradientOffset() + batch * t * e;
    int v = frame.inOffset(2) + batch * s * e;
    MatMul.nt(t, s, e, frame.outGradient(), dy, frame.in(2), v, p, size, false);
    for (int i = 0; i < size; i += s) {
      SoftmaxOp.turnBack(s, p, i, p, size + i);
    }
    Scale.scale(size, scale(frame.shape(0).columns()), p, 0);
  }

  private static void addQueryAndKeyGradient(FloatFrame frame, int batch) {
    int t = rows(frame.shape(0));
    int s = rows(frame.shape(1));
    int d = frame.shape(0).columns();
    float[] ds = frame.scratch();
    if (frame.wants(0)) {
      int k = frame.inOffset(1) + batch * s * d;
      int dq = frame.inGradientOffset(0) + batch * t * d;
      MatMul.nn(t, d, s, ds, 0, frame.in(1), k, frame.inGradient(0), dq, true);
    }
    if (frame.wants(1)) {
      int q = frame.inOffset(0) + batch * t * d;
      int dk = frame.inGradientOffset(1) + batch * s * d;
      MatMul.tn(s, d, t, ds, 0, frame.in(0), q, frame.inGradient(1), dk, true);
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    int t = rows(frame.shape(0));
    int s = rows(frame.shape(1));
    int e = frame.shape(2).columns();
    for (int row = 0; row < frame.shape(0).rows(); row++) {
      double[] p = weights(frame, row, t, s);
      for (int c = 0; c < e; c++) {
        double sum = 0;
        for (int j = 0; j < s; j++) {
          sum += p[j] * frame.in(2)[(row / t * s + j) * e + c];
        }
        frame.out()[row * e + c] = sum;
      }
    }
  }

  /** The weights of one query, counted over all matrices. */
  private double[] weights(DoubleFrame frame, int row, int t, int s) {
    int d = frame.shape(0).columns();
    int n = visible(row % t, t, s);
    double[] p = new double[s];
    for (int j = 0; j < n; j++) {
      for (int l = 0; l < d; l++) {
        p[j] += frame.in(0)[row * d + l] * frame.in(1)[(row / t * s + j) * d + l] / Math.sqrt(d);
      }
    }
    SoftmaxOp.define(n, p, 0);
    return p;
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    int t = rows(frame.shape(0));
    int s = rows(frame.shape(1));
    int d = frame.shape(0).columns();
    int e = frame.shape(2).columns();
    for (int row = 0; row < frame.shape(0).rows(); row++) {
      double[] p = weights(frame, row, t, s);
      double[] dp = new double[s];
      double[] ds = new double[s];
      int keys = row / t * s;
      for (int j = 0; j < s; j++) {
        for (int c = 0; c < e; c++) {
          double dy = frame.outGradient()[row * e + c];
          dp[j] += dy * frame.in(2)[(keys + j) * e + c];
          frame.inGradient(2)[(keys + j) * e + c] += p[j] * dy;
        }
      }
      SoftmaxOp.defineBackward(s, p, dp, ds, 0);
      for (int j = 0; j < s; j++) {
        for (int l = 0; l < d; l++) {
          int q = row * d + l;
          int k = (keys + j) * d + l;
          frame.inGradient(0)[q] += ds[j] / Math.sqrt(d) * frame.in(1)[k];
          frame.inGradient(1)[k] += ds[j] / Math.sqrt(d) * frame.in(0)[q];
        }
      }
    }
  }

  @Override
  public long flops(List<Shape> inputs) {
    int positions = inputs.get(1).extent(inputs.get(1).rank() - 2);
    return 2L * positions * (inputs.get(0).size() + shape(inputs).size());
  }

  @Override
  public void compose(Composition parts) {
    int t = rows(parts.shape(0));
    int s = rows(parts.shape(1));
    int scores = parts.apply(new BatchedMatMulOp(Layout.NT), 0, 1);
    scores = parts.apply(new ScaleOp(1 / Math.sqrt(parts.shape(0).columns()), 0), scores);
    if (causal) {
      double[] mask = new double[t * s];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = i % s < visible(i / s, t, s) ? 0 : Double.NEGATIVE_INFINITY;
      }
      scores = parts.apply(new AddOp(), scores, parts.constant(Shape.of(t, s), mask));
    }
    int p = parts.apply(new SoftmaxOp(), scores);
    parts.apply(new BatchedMatMulOp(Layout.NN), p, 2);
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(2, 3, 4), Shape.of(2, 5, 4), Shape.of(2, 5, 2)).between(-1, 1),
        Sample.of(Shape.of(6, 3), Shape.of(6, 3), Shape.of(6, 40)).between(-1, 1));
  }
}
