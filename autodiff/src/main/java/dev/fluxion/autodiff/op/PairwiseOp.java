package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * An op of two tensors, or of two scalars, that treats every pair of elements alone.
 *
 * <p>Formula: {@code z = f(x, y)}; {@code dx ← dx + ∂f/∂x·dz}; {@code dy ← dy + ∂f/∂y·dz}. Shapes
 * are aligned at their last axes; along an axis where one tensor has extent 1 or none, its elements
 * are repeated ({@link Broadcast}), and their gradient is the sum over the repetitions.
 *
 * <p>An implementation gives f and its slopes as formulas in double, which scalars use too, and the
 * float engine for runs of elements. A step is 1 where the run goes through the elements of a
 * tensor, and 0 where it repeats one; at least one of the two steps is 1.
 */
public interface PairwiseOp extends Op {
  /** Definition: {@code f(x, y)}. */
  double value(double x, double y);

  /** Definition: {@code ∂f/∂x} for input 0, {@code ∂f/∂y} for input 1. */
  double slope(int input, double x, double y);

  /** Engine: {@code z ← f(x, y)} for a run of {@code n} elements. */
  void forward(
      int n,
      float[] x,
      int xOffset,
      int xStep,
      float[] y,
      int yOffset,
      int yStep,
      float[] z,
      int zOffset);

  /**
   * Engine: adds {@code ∂f/∂x·dz} or {@code ∂f/∂y·dz} to the gradient of an input, element by
   * element, or their sum where its step is 0.
   */
  void backward(
      int input,
      int n,
      float[] x,
      int xOffset,
      int xStep,
      float[] y,
      int yOffset,
      int yStep,
      float[] dz,
      int dzOffset,
      float[] gradient,
      int gradientOffset);

  @Override
  default Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 2);
    Shape x = inputs.get(0);
    Shape y = inputs.get(1);
    return x.isScalar() && y.isScalar()
        ? Shape.SCALAR
        : Broadcast.shape(Shapes.tensor(x), Shapes.tensor(y));
  }

  @Override
  default void forward(FloatFrame frame) {
    if (frame.outShape().isScalar()) {
      frame.setScalar(value(frame.scalar(0), frame.scalar(1)));
    } else {
      Broadcast.forward(this, frame);
    }
  }

  @Override
  default void backward(FloatFrame frame) {
    for (int input = 0; input < 2; input++) {
      if (frame.wants(input)) {
        if (frame.outShape().isScalar()) {
          double slope = slope(input, frame.scalar(0), frame.scalar(1));
          frame.addScalarGradient(input, slope * frame.scalarGradient());
        } else {
          Broadcast.backward(this, input, frame);
        }
      }
    }
  }

  @Override
  default void define(DoubleFrame frame) {
    double[] z = frame.out();
    int[] x = Broadcast.indices(frame.shape(0), frame.outShape());
    int[] y = Broadcast.indices(frame.shape(1), frame.outShape());
    for (int i = 0; i < z.length; i++) {
      z[i] = value(frame.in(0)[x[i]], frame.in(1)[y[i]]);
    }
  }

  @Override
  default void defineBackward(DoubleFrame frame) {
    double[] dz = frame.outGradient();
    int[] x = Broadcast.indices(frame.shape(0), frame.outShape());
    int[] y = Broadcast.indices(frame.shape(1), frame.outShape());
    for (int i = 0; i < dz.length; i++) {
      for (int input = 0; input < 2; input++) {
        double slope = slope(input, frame.in(0)[x[i]], frame.in(1)[y[i]]);
        frame.inGradient(input)[input == 0 ? x[i] : y[i]] += slope * dz[i];
      }
    }
  }

  /**
   * Definition: {@code ∂²f/∂a∂b}, a and b being input 0 or 1; 0 at a kink.
   *
   * @throws UnsupportedOperationException if the op has no such formula
   */
  default double curvature(int a, int b, double x, double y) {
    throw Op.noRule(this, "curvature");
  }

  @Override
  default void defineTangent(DualFrame frame) {
    int[] x = Broadcast.indices(frame.shape(0), frame.outShape());
    int[] y = Broadcast.indices(frame.shape(1), frame.outShape());
    for (int i = 0; i < x.length; i++) {
      double a = frame.in(0)[x[i]];
      double b = frame.in(1)[y[i]];
      frame.outTangent()[i] =
          slope(0, a, b) * frame.inTangent(0)[x[i]] + slope(1, a, b) * frame.inTangent(1)[y[i]];
    }
  }

  @Override
  default void defineBackwardTangent(DualFrame frame) {
    defineBackward(frame.transposed());
    int[] x = Broadcast.indices(frame.shape(0), frame.outShape());
    int[] y = Broadcast.indices(frame.shape(1), frame.outShape());
    for (int i = 0; i < x.length; i++) {
      double a = frame.in(0)[x[i]];
      double b = frame.in(1)[y[i]];
      double da = frame.inTangent(0)[x[i]] * frame.outGradient()[i];
      double db = frame.inTangent(1)[y[i]] * frame.outGradient()[i];
      double mixed = curvature(0, 1, a, b);
      frame.inGradientTangent(0)[x[i]] += curvature(0, 0, a, b) * da + mixed * db;
      frame.inGradientTangent(1)[y[i]] += mixed * da + curvature(1, 1, a, b) * db;
    }
  }

  @Override
  default List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(5, 7), Shape.of(5, 7)),
        Sample.of(Shape.of(4, 40), Shape.of(40)),
        Sample.of(Shape.of(4, 1), Shape.of(4, 40)),
        Sample.of(Shape.of(2, 3, 5), Shape.of(1)),
        Sample.of(Shape.of(3, 1, 2), Shape.of(2, 1, 4, 1)),
        Sample.of(Shape.SCALAR, Shape.SCALAR));
  }
}
