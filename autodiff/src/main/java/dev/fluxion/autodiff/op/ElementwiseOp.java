package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * An op of one tensor or scalar that treats every element alone.
 *
 * <p>Formula: {@code y = f(x)}; {@code dx ← dx + f'(x)·dy}. An implementation gives f and f' as
 * formulas in double, which scalars use too, and the kernels of the float engine. Tensors are
 * worked through in blocks that stay in the first cache.
 */
public interface ElementwiseOp extends Op {
  /** Elements that are worked on together. */
  int BLOCK = 2048;

  /** Definition: {@code f(x)}. */
  double value(double x);

  /** Definition: {@code f'(x)}, given {@code x} and {@code y = f(x)}. */
  double slope(double x, double y);

  /**
   * Engine: {@code y ← f(x)} for {@code n} elements, at most a block; {@code y} may be {@code x}.
   */
  void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch);

  /** Engine: {@code dx ← dx + f'(x)·dy} for {@code n} elements, at most a block. */
  void backward(
      int n,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      float[] scratch);

  /** Number of blocks of scratch memory that the engine needs. */
  default int scratchBlocks() {
    return 0;
  }

  @Override
  default int scratch(List<Shape> inputs) {
    return inputs.get(0).isScalar() ? 0 : scratchBlocks() * BLOCK;
  }

  @Override
  default Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 1);
    return inputs.get(0);
  }

  @Override
  default void forward(FloatFrame frame) {
    if (frame.outShape().isScalar()) {
      frame.setScalar(value(frame.scalar(0)));
      return;
    }
    int n = frame.outSize();
    for (int i = 0; i < n; i += BLOCK) {
      forward(
          Math.min(BLOCK, n - i),
          frame.in(0),
          frame.inOffset(0) + i,
          frame.out(),
          frame.outOffset() + i,
          frame.scratch());
    }
  }

  @Override
  default void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    if (frame.outShape().isScalar()) {
      double slope = slope(frame.scalar(0), frame.outScalar());
      frame.addScalarGradient(0, slope * frame.scalarGradient());
      return;
    }
    int n = frame.outSize();
    for (int i = 0; i < n; i += BLOCK) {
      backward(
          Math.min(BLOCK, n - i),
          frame.in(0),
          frame.inOffset(0) + i,
          frame.out(),
          frame.outOffset() + i,
          frame.outGradient(),
          frame.outGradientOffset() + i,
          frame.inGradient(0),
          frame.inGradientOffset(0) + i,
          frame.scratch());
    }
  }

  @Override
  default void define(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.out();
    for (int i = 0; i < y.length; i++) {
      y[i] = value(x[i]);
    }
  }

  @Override
  default void defineBackward(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.out();
    double[] dy = frame.outGradient();
    double[] dx = frame.inGradient(0);
    for (int i = 0; i < y.length; i++) {
      dx[i] += slope(x[i], y[i]) * dy[i];
    }
  }

  /**
   * Definition: {@code f''(x)}, given {@code x} and {@code y = f(x)}; 0 at a kink.
   *
   * @throws UnsupportedOperationException if the op has no such formula
   */
  default double curvature(double x, double y) {
    throw Op.noRule(this, "curvature");
  }

  @Override
  default void defineTangent(DualFrame frame) {
    for (int i = 0; i < frame.out().length; i++) {
      frame.outTangent()[i] = slope(frame.in(0)[i], frame.out()[i]) * frame.inTangent(0)[i];
    }
  }

  @Override
  default void defineBackwardTangent(DualFrame frame) {
    defineBackward(frame.transposed());
    for (int i = 0; i < frame.out().length; i++) {
      double curvature = curvature(frame.in(0)[i], frame.out()[i]);
      frame.inGradientTangent(0)[i] += curvature * frame.inTangent(0)[i] * frame.outGradient()[i];
    }
  }

  @Override
  default List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(5, 7)), Sample.of(Shape.of(3, 2, 11)), Sample.of(Shape.SCALAR));
  }
}
