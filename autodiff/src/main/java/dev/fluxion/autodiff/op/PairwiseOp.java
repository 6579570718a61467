package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * An op of two tensors of equal shape that treats every pair of elements alone.
 *
 * <p>Formula: {@code z = f(x, y)}; {@code dx ← dx + ∂f/∂x·dz}; {@code dy ← dy + ∂f/∂y·dz}. An
 * implementation gives f and its slopes as formulas in double and the kernels of the float engine.
 */
public interface PairwiseOp extends Op {
  /** Definition: {@code f(x, y)}. */
  double value(double x, double y);

  /** Definition: {@code ∂f/∂x} for input 0, {@code ∂f/∂y} for input 1. */
  double slope(int input, double x, double y);

  @Override
  default Shape shape(List<Shape> inputs) {
    return Shapes.equal(inputs);
  }

  @Override
  default void define(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.in(1);
    double[] z = frame.out();
    for (int i = 0; i < z.length; i++) {
      z[i] = value(x[i], y[i]);
    }
  }

  @Override
  default void defineBackward(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.in(1);
    double[] dz = frame.outGradient();
    for (int input = 0; input < 2; input++) {
      double[] gradient = frame.inGradient(input);
      for (int i = 0; i < dz.length; i++) {
        gradient[i] += slope(input, x[i], y[i]) * dz[i];
      }
    }
  }

  @Override
  default List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(5, 7), Shape.of(5, 7)), Sample.of(Shape.of(64), Shape.of(64)));
  }
}
