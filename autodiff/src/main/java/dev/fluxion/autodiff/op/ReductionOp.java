package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;

/**
 * An op that reduces a tensor over a set of its axes; over all of them, to a scalar.
 *
 * <p>Formula: {@code yᵢ = f(xᵢ₁, xᵢ₂, …)} for every row i of the matrix that has the other axes as
 * rows and the reduced ones as columns; {@code dxᵢⱼ ← dxᵢⱼ + ∂f/∂xᵢⱼ·dyᵢ}. Where the reduced axes
 * are not the last ones, the tensor is first copied into that order.
 *
 * <p>An implementation gives f for one row, as a definition in double and for the float engine.
 */
public interface ReductionOp extends Op {
  /** The axes, -1 being the last one; all if empty. */
  ImmutableIntList axes();

  /** Whether reduced axes remain, with extent 1. */
  boolean keep();

  /** Definition: f of one row. */
  double value(double[] row);

  /** Definition: all {@code ∂f/∂xⱼ} of one row, given {@code y = f(x)}. */
  double[] slopes(double[] row, double y);

  /** Engine: f of one row; the scratch, at its offset, has room for a row. */
  double forward(int n, float[] x, int xOffset, float[] scratch, int scratchOffset);

  /** Engine: adds {@code ∂f/∂xⱼ·dy}; the scratch, at its offset, has room for a row. */
  void backward(
      int n,
      float[] x,
      int xOffset,
      double dy,
      float[] dx,
      int dxOffset,
      float[] scratch,
      int scratchOffset);

  /** Smallest number of elements that can be reduced. */
  default int fewest() {
    return 1;
  }

  @Override
  default Shape shape(List<Shape> inputs) {
    Shape x = Shapes.one(inputs);
    if (x.rank() > Permutation.MOST_AXES) {
      throw new IllegalArgumentException("takes at most " + Permutation.MOST_AXES + " axes");
    }
    int set = Axes.set(x, axes());
    if (axes().notEmpty() && Integer.bitCount(set) < axes().size()) {
      throw new IllegalArgumentException("an axis is named twice in " + axes());
    }
    if (Axes.columns(x, set) < fewest()) {
      throw new IllegalArgumentException(
          "reduces " + Axes.columns(x, set) + " elements to one, but needs at least " + fewest());
    }
    return Axes.remaining(x, set, keep());
  }

  @Override
  default int scratch(List<Shape> inputs) {
    Shape x = inputs.get(0);
    int set = Axes.set(x, axes());
    int row = Axes.columns(x, set);
    return Axes.areLast(x, set) ? row : Math.addExact(Math.multiplyExact(2, x.size()), row);
  }

  @Override
  default void forward(FloatFrame frame) {
    Shape shape = frame.shape(0);
    int set = Axes.set(shape, axes());
    int n = Axes.columns(shape, set);
    float[] x = frame.in(0);
    int xOffset = frame.inOffset(0);
    int free = 0;
    if (!Axes.areLast(shape, set)) {
      Permutation.permute(shape, Axes.order(shape, set), x, xOffset, frame.scratch(), 0);
      x = frame.scratch();
      xOffset = 0;
      free = 2 * shape.size();
    }
    if (frame.outShape().isScalar()) {
      frame.setScalar(forward(n, x, xOffset, frame.scratch(), free));
      return;
    }
    for (int i = 0; i < frame.outSize(); i++) {
      float y = (float) forward(n, x, xOffset + i * n, frame.scratch(), free);
      frame.out()[frame.outOffset() + i] = y;
    }
  }

  @Override
  default void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    Shape shape = frame.shape(0);
    int set = Axes.set(shape, axes());
    if (Axes.areLast(shape, set)) {
      float[] dx = frame.inGradient(0);
      rows(frame, frame.in(0), frame.inOffset(0), dx, frame.inGradientOffset(0), 0);
      return;
    }
    int size = shape.size();
    long order = Axes.order(shape, set);
    float[] scratch = frame.scratch();
    Permutation.permute(shape, order, frame.in(0), frame.inOffset(0), scratch, 0);
    Arrays.fill(scratch, size, 2 * size, 0f);
    rows(frame, scratch, 0, scratch, size, 2 * size);
    Permutation.addBack(
        shape, order, scratch, size, frame.inGradient(0), frame.inGradientOffset(0));
  }

  private void rows(FloatFrame frame, float[] x, int xOffset, float[] dx, int dxOffset, int free) {
    int n = Axes.columns(frame.shape(0), Axes.set(frame.shape(0), axes()));
    if (frame.outShape().isScalar()) {
      backward(n, x, xOffset, frame.scalarGradient(), dx, dxOffset, frame.scratch(), free);
      return;
    }
    for (int i = 0; i < frame.outSize(); i++) {
      double dy = frame.outGradient()[frame.outGradientOffset() + i];
      backward(n, x, xOffset + i * n, dy, dx, dxOffset + i * n, frame.scratch(), free);
    }
  }

  @Override
  default void define(DoubleFrame frame) {
    double[][] rows = rows(frame);
    for (int i = 0; i < rows.length; i++) {
      frame.out()[i] = value(rows[i]);
    }
  }

  @Override
  default void defineBackward(DoubleFrame frame) {
    Shape shape = frame.shape(0);
    int[] indices = Permutation.indices(shape, Axes.order(shape, Axes.set(shape, axes())));
    double[][] rows = rows(frame);
    for (int i = 0; i < rows.length; i++) {
      double[] slopes = slopes(rows[i], frame.out()[i]);
      for (int j = 0; j < slopes.length; j++) {
        int at = indices[i * slopes.length + j];
        frame.inGradient(0)[at] += slopes[j] * frame.outGradient()[i];
      }
    }
  }

  private double[][] rows(DoubleFrame frame) {
    return rows(frame.shape(0), frame.in(0), frame.out().length);
  }

  private double[][] rows(Shape shape, double[] x, int count) {
    int set = Axes.set(shape, axes());
    int[] indices = Permutation.indices(shape, Axes.order(shape, set));
    double[][] rows = new double[count][Axes.columns(shape, set)];
    for (int i = 0; i < indices.length; i++) {
      rows[i / rows[0].length][i % rows[0].length] = x[indices[i]];
    }
    return rows;
  }

  /**
   * Definition: the Hessian of f at one row times a direction, given {@code y = f(x)}.
   *
   * @throws UnsupportedOperationException if the op has no such formula
   */
  default double[] curvature(double[] row, double y, double[] direction) {
    throw Op.noRule(this, "curvature");
  }

  @Override
  default void defineTangent(DualFrame frame) {
    double[][] rows = rows(frame.shape(0), frame.in(0), frame.out().length);
    double[][] directions = rows(frame.shape(0), frame.inTangent(0), frame.out().length);
    for (int i = 0; i < rows.length; i++) {
      double[] slopes = slopes(rows[i], frame.out()[i]);
      double sum = 0;
      for (int j = 0; j < slopes.length; j++) {
        sum += slopes[j] * directions[i][j];
      }
      frame.outTangent()[i] = sum;
    }
  }

  @Override
  default void defineBackwardTangent(DualFrame frame) {
    defineBackward(frame.transposed());
    Shape shape = frame.shape(0);
    int[] indices = Permutation.indices(shape, Axes.order(shape, Axes.set(shape, axes())));
    double[][] rows = rows(shape, frame.in(0), frame.out().length);
    double[][] directions = rows(shape, frame.inTangent(0), frame.out().length);
    for (int i = 0; i < rows.length; i++) {
      double[] curved = curvature(rows[i], frame.out()[i], directions[i]);
      for (int j = 0; j < curved.length; j++) {
        int at = indices[i * curved.length + j];
        frame.inGradientTangent(0)[at] += curved[j] * frame.outGradient()[i];
      }
    }
  }

  @Override
  default List<Sample> samples() {
    return axes().isEmpty()
        ? List.of(Sample.of(Shape.of(5, 3)), Sample.of(Shape.of(70)))
        : List.of(Sample.of(Shape.of(2, 3, 4, 5)), Sample.of(Shape.of(1, 40, 3, 2)));
  }
}
