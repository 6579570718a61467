package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.BatchedMatMul;
import dev.fluxion.autodiff.kernel.BatchedMatMul.Layout;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * Products of many matrices, with either factor stored as its transpose. The last two axes are
 * those of the matrices; the axes before them must be equal, or one factor is a single matrix.
 */
public record BatchedMatMulOp(
    @Setting("how the factors are stored: A·B, Aᵀ·B or A·Bᵀ") Layout layout) implements BilinearOp {
  public BatchedMatMulOp {
    Settings.check(BatchedMatMulOp.class, layout);
  }

  /** Neither factor transposed. */
  public BatchedMatMulOp() {
    this(Layout.NN);
  }

  @Override
  public Card card() {
    return new Card(
        "batched-matmul",
        "Products of many matrices, with either factor stored as its transpose.",
        "Cᵢ = Aᵢ·Bᵢ;  dAᵢ = dCᵢ·Bᵢᵀ;  dBᵢ = Aᵢᵀ·dCᵢ",
        "M. Giles, An Extended Collection of Matrix Derivative Results for Forward and Reverse Mode"
            + " AD, 2008");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 2);
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    if (a.rank() < 2 || b.rank() < 2) {
      throw new IllegalArgumentException("takes tensors of rank 2 or more");
    }
    if (inner(a, layout == Layout.TN ? 2 : 1) != inner(b, layout == Layout.NT ? 1 : 2)) {
      throw new IllegalArgumentException(
          "the "
              + (layout == Layout.TN ? "rows" : "columns")
              + " of the first must equal the "
              + (layout == Layout.NT ? "columns" : "rows")
              + " of the second");
    }
    Shape more = a.rank() >= b.rank() ? a : b;
    int[] extents = Shapes.extents(more);
    for (int axis = 0; axis < extents.length - 2; axis++) {
      if (Math.min(a.rank(), b.rank()) > 2
          && (a.rank() != b.rank() || a.extent(axis) != b.extent(axis))) {
        throw new IllegalArgumentException(
            "the axes before the last two must be equal, or one factor a single matrix");
      }
    }
    extents[extents.length - 2] = rows(a);
    extents[extents.length - 1] = columns(b);
    return Shape.of(extents);
  }

  /** Extent of an axis counted from the end. */
  private static int inner(Shape shape, int fromEnd) {
    return shape.extent(shape.rank() - fromEnd);
  }

  /** m. */
  private int rows(Shape a) {
    return inner(a, layout == Layout.TN ? 1 : 2);
  }

  /** n. */
  private int columns(Shape b) {
    return inner(b, layout == Layout.NT ? 2 : 1);
  }

  /** k. */
  private int depth(Shape a) {
    return inner(a, layout == Layout.TN ? 2 : 1);
  }

  /** Distance of matrices; 0 for a single one. */
  private static int stride(Shape shape) {
    return shape.rank() == 2 ? 0 : inner(shape, 1) * inner(shape, 2);
  }

  private static int batch(Shape out) {
    return Shapes.before(out, out.rank() - 2);
  }

  /** Whether all products are one: the rows of all A, one below the other, times a single B. */
  private boolean isOne(FloatFrame frame) {
    return layout != Layout.TN && frame.shape(0).rank() > 2 && frame.shape(1).rank() == 2;
  }

  @Override
  public void forward(FloatFrame frame) {
    Shape a = frame.shape(0);
    Shape b = frame.shape(1);
    int batch = batch(frame.outShape());
    boolean one = isOne(frame);
    BatchedMatMul.multiply(
        layout,
        one ? 1 : batch,
        one ? batch * rows(a) : rows(a),
        columns(b),
        depth(a),
        frame.in(0),
        frame.inOffset(0),
        stride(a),
        frame.in(1),
        frame.inOffset(1),
        stride(b),
        frame.out(),
        frame.outOffset(),
        rows(a) * columns(b),
        false);
  }

  @Override
  public void backward(FloatFrame frame) {
    int batch = batch(frame.outShape());
    boolean one = isOne(frame);
    int m = one ? batch * rows(frame.shape(0)) : rows(frame.shape(0));
    int products = one ? 1 : batch;
    int k = depth(frame.shape(0));
    int n = columns(frame.shape(1));
    if (frame.wants(0)) {
      switch (layout) {
        case NN -> add(frame, 0, Layout.NT, products, m, k, n, -1, 1);
        case TN -> add(frame, 0, Layout.NT, products, k, m, n, 1, -1);
        case NT -> add(frame, 0, Layout.NN, products, m, k, n, -1, 1);
      }
    }
    if (frame.wants(1)) {
      switch (layout) {
        case NN -> add(frame, 1, Layout.TN, products, k, n, m, 0, -1);
        case TN -> add(frame, 1, Layout.NN, products, k, n, m, 0, -1);
        case NT -> add(frame, 1, Layout.TN, products, n, k, m, -1, 0);
      }
    }
  }

  /**
   * Adds products of two operands, -1 being dC, to a gradient: one by one if it is of a single
   * matrix.
   */
  private static void add(
      FloatFrame frame,
      int input,
      Layout layout,
      int products,
      int m,
      int n,
      int k,
      int left,
      int right) {
    int together = stride(frame.shape(input)) == 0 ? 1 : products;
    int leftStride = stride(frame, left);
    int rightStride = stride(frame, right);
    for (int i = 0; i < products; i += together) {
      BatchedMatMul.multiply(
          layout,
          together,
          m,
          n,
          k,
          left < 0 ? frame.outGradient() : frame.in(left),
          (left < 0 ? frame.outGradientOffset() : frame.inOffset(left)) + i * leftStride,
          leftStride,
          right < 0 ? frame.outGradient() : frame.in(right),
          (right < 0 ? frame.outGradientOffset() : frame.inOffset(right)) + i * rightStride,
          rightStride,
          frame.inGradient(input),
          frame.inGradientOffset(input),
          m * n,
          true);
    }
  }

  private static int stride(FloatFrame frame, int operand) {
    return stride(operand < 0 ? frame.outShape() : frame.shape(operand));
  }

  @Override
  public void define(DoubleFrame frame) {
    int n = columns(frame.shape(1));
    for (int i = 0; i < frame.out().length; i++) {
      double sum = 0;
      for (int l = 0; l < depth(frame.shape(0)); l++) {
        sum += frame.in(0)[a(frame, i / n, l)] * frame.in(1)[b(frame, i, l)];
      }
      frame.out()[i] = sum;
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    int n = columns(frame.shape(1));
    for (int i = 0; i < frame.out().length; i++) {
      for (int l = 0; l < depth(frame.shape(0)); l++) {
        int a = a(frame, i / n, l);
        int b = b(frame, i, l);
        frame.inGradient(0)[a] += frame.outGradient()[i] * frame.in(1)[b];
        frame.inGradient(1)[b] += frame.outGradient()[i] * frame.in(0)[a];
      }
    }
  }

  /** Where A has element l of a row, counted over all products. */
  private int a(DoubleFrame frame, int row, int l) {
    Shape a = frame.shape(0);
    int m = rows(a);
    int start = row / m * stride(a);
    return start + (layout == Layout.TN ? l * m + row % m : row % m * depth(a) + l);
  }

  /** Where B has element l of the column of an element of C. */
  private int b(DoubleFrame frame, int element, int l) {
    Shape b = frame.shape(1);
    int n = columns(b);
    int start = element / n / rows(frame.shape(0)) * stride(b);
    int j = element % n;
    return start + (layout == Layout.NT ? j * depth(frame.shape(0)) + l : l * n + j);
  }

  @Override
  public long flops(List<Shape> inputs) {
    return 2L * shape(inputs).size() * inner(inputs.get(0), layout == Layout.TN ? 2 : 1);
  }

  @Override
  public List<Sample> samples() {
    boolean tn = layout == Layout.TN;
    boolean nt = layout == Layout.NT;
    Shape a = tn ? Shape.of(2, 5, 3) : Shape.of(2, 3, 5);
    Shape b = nt ? Shape.of(2, 4, 5) : Shape.of(2, 5, 4);
    Shape oneA = tn ? Shape.of(5, 3) : Shape.of(3, 5);
    Shape oneB = nt ? Shape.of(4, 5) : Shape.of(5, 4);
    return List.of(Sample.of(a, b), Sample.of(a, oneB), Sample.of(oneA, b), Sample.of(oneA, oneB));
  }
}
