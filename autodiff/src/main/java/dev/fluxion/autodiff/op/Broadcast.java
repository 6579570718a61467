package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;

/**
 * Pairs the elements of two tensors of different shapes.
 *
 * <p>Formula: the shapes are aligned at their last axes; {@code zᵢⱼ… = f(xᵢⱼ…, yᵢⱼ…)}, where the
 * index of an axis with extent 1 or of a missing one counts as 0.
 *
 * <p>Source: C. Harris et al., Array programming with NumPy, 2020.
 *
 * <p>Neighbouring last axes along which the same tensor repeats, or none, make one run; so equal
 * shapes are one run, a row vector one run for each row, a column vector one for each column's
 * element, and a single element one run. The axes before it are walked through one by one.
 */
final class Broadcast {
  private Broadcast() {}

  /** The common shape. */
  static Shape shape(Shape x, Shape y) {
    int[] extents = new int[Math.max(x.rank(), y.rank())];
    for (int axis = 0; axis < extents.length; axis++) {
      int ex = extent(x, axis, extents.length);
      int ey = extent(y, axis, extents.length);
      if (ex != ey && ex != 1 && ey != 1) {
        throw new IllegalArgumentException(
            "extents "
                + ex
                + " and "
                + ey
                + " do not fit; aligned at the last axis, they must be"
                + " equal or one of them 1");
      }
      extents[axis] = ex == 1 ? ey : ex;
    }
    return Shape.of(extents);
  }

  /** For every element of {@code out}, the index of the element of {@code x} that it takes. */
  static int[] indices(Shape x, Shape out) {
    int[] indices = new int[out.size()];
    for (int i = 0; i < indices.length; i++) {
      int rest = i;
      for (int axis = out.rank() - 1; axis >= 0; axis--) {
        indices[i] += rest % out.extent(axis) * step(x, axis, out.rank());
        rest /= out.extent(axis);
      }
    }
    return indices;
  }

  static void forward(PairwiseOp op, FloatFrame frame) {
    if (frame.outSize() > 0) {
      int split = split(frame);
      walk(op, -1, frame, 0, split, frame.inOffset(0), frame.inOffset(1), frame.outOffset());
    }
  }

  static void backward(PairwiseOp op, int input, FloatFrame frame) {
    if (frame.outSize() > 0) {
      int split = split(frame);
      int dz = frame.outGradientOffset();
      walk(op, input, frame, 0, split, frame.inOffset(0), frame.inOffset(1), dz);
    }
  }

  /**
   * Walks through the axes from {@code axis} to {@code split}, then does runs; returns the next z.
   */
  private static int walk(
      PairwiseOp op, int input, FloatFrame frame, int axis, int split, int x, int y, int z) {
    Shape out = frame.outShape();
    if (axis == split) {
      int n = Shapes.behind(out, split - 1);
      run(op, input, frame, n, x, y, z);
      return z + n;
    }
    int xStep = step(frame.shape(0), axis, out.rank());
    int yStep = step(frame.shape(1), axis, out.rank());
    int next = z;
    for (int i = 0; i < out.extent(axis); i++) {
      next = walk(op, input, frame, axis + 1, split, x + i * xStep, y + i * yStep, next);
    }
    return next;
  }

  private static void run(PairwiseOp op, int input, FloatFrame frame, int n, int x, int y, int z) {
    int xStep = repeats(frame.shape(0), frame.outShape()) ? 0 : 1;
    int yStep = repeats(frame.shape(1), frame.outShape()) ? 0 : 1;
    if (input < 0) {
      op.forward(n, frame.in(0), x, xStep, frame.in(1), y, yStep, frame.out(), z);
    } else {
      int gradient = frame.inGradientOffset(input);
      gradient += input == 0 ? x - frame.inOffset(0) : y - frame.inOffset(1);
      op.backward(
          input,
          n,
          frame.in(0),
          x,
          xStep,
          frame.in(1),
          y,
          yStep,
          frame.outGradient(),
          z,
          frame.inGradient(input),
          gradient);
    }
  }

  /** The number of axes before the last ones that make one run. */
  private static int split(FloatFrame frame) {
    Shape x = frame.shape(0);
    Shape y = frame.shape(1);
    Shape out = frame.outShape();
    boolean xRepeats = repeats(x, out);
    boolean yRepeats = repeats(y, out);
    int axis = out.rank();
    while (axis > 0 && fits(x, xRepeats, axis - 1, out) && fits(y, yRepeats, axis - 1, out)) {
      axis--;
    }
    return axis;
  }

  private static boolean fits(Shape x, boolean repeats, int axis, Shape out) {
    return out.extent(axis) == 1 || repeats == (extent(x, axis, out.rank()) == 1);
  }

  /** Whether x repeats along the last axis of {@code out} that has several elements. */
  private static boolean repeats(Shape x, Shape out) {
    int axis = out.rank() - 1;
    while (axis >= 0 && out.extent(axis) == 1) {
      axis--;
    }
    return axis >= 0 && extent(x, axis, out.rank()) == 1;
  }

  /** Extent along an axis of the common shape. */
  private static int extent(Shape x, int axis, int rank) {
    int own = axis - (rank - x.rank());
    return own < 0 ? 1 : x.extent(own);
  }

  /** Distance of neighbours along an axis of the common shape; 0 where x repeats. */
  private static int step(Shape x, int axis, int rank) {
    int own = axis - (rank - x.rank());
    return own < 0 || x.extent(own) == 1 ? 0 : Shapes.behind(x, own);
  }
}
