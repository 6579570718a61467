package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * An op of one tensor that treats every element alone.
 *
 * <p>Formula: {@code y = f(x)}; {@code dx ← dx + f'(x)·dy}. An implementation gives f and f' as
 * formulas in double and the two kernels of the float engine.
 */
public interface ElementwiseOp extends Op {
  /** Definition: {@code f(x)}. */
  double value(double x);

  /** Definition: {@code f'(x)}, given {@code x} and {@code y = f(x)}. */
  double slope(double x, double y);

  @Override
  default Shape shape(List<Shape> inputs) {
    return Shapes.one(inputs);
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

  @Override
  default List<Sample> samples() {
    return List.of(Sample.of(Shape.of(5, 7)), Sample.of(Shape.of(64)));
  }
}
