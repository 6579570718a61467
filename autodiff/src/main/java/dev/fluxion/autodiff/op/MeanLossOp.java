package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * A loss of two tensors of equal shape: the mean over all pairs of elements.
 *
 * <p>Formula: {@code L = Σᵢ f(xᵢ, yᵢ) / n}; {@code dxᵢ ← dxᵢ + ∂f/∂x·dL/n}, and so for y. An
 * implementation gives f and its slopes as formulas in double and the float engine for a block. The
 * mean is formed and held in double.
 */
public interface MeanLossOp extends Op {
  /** Elements that are worked on together. */
  int BLOCK = ElementwiseOp.BLOCK;

  /** Definition: {@code f(x, y)}. */
  double value(double x, double y);

  /** Definition: {@code ∂f/∂x} for input 0, {@code ∂f/∂y} for input 1. */
  double slope(int input, double x, double y);

  /** Engine: {@code Σ f(xᵢ, yᵢ)} of at most a block; the scratch holds one block. */
  double forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch);

  /** Engine: adds factor times the slope to the gradient of an input, for at most a block. */
  void backward(
      int input,
      int n,
      float factor,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] gradient,
      int gradientOffset,
      float[] scratch);

  @Override
  default Shape shape(List<Shape> inputs) {
    Shapes.nonEmpty(Shapes.equal(inputs));
    return Shape.SCALAR;
  }

  @Override
  default int scratch(List<Shape> inputs) {
    return BLOCK;
  }

  @Override
  default void forward(FloatFrame frame) {
    int n = frame.size(0);
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      sum +=
          forward(
              Math.min(BLOCK, n - i),
              frame.in(0),
              frame.inOffset(0) + i,
              frame.in(1),
              frame.inOffset(1) + i,
              frame.scratch());
    }
    frame.setScalar(sum / n);
  }

  @Override
  default void backward(FloatFrame frame) {
    int n = frame.size(0);
    float factor = (float) (frame.scalarGradient() / n);
    for (int input = 0; input < 2; input++) {
      for (int i = 0; i < n && frame.wants(input); i += BLOCK) {
        backward(
            input,
            Math.min(BLOCK, n - i),
            factor,
            frame.in(0),
            frame.inOffset(0) + i,
            frame.in(1),
            frame.inOffset(1) + i,
            frame.inGradient(input),
            frame.inGradientOffset(input) + i,
            frame.scratch());
      }
    }
  }

  @Override
  default void define(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.in(1);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += value(x[i], y[i]);
    }
    frame.out()[0] = sum / x.length;
  }

  @Override
  default void defineBackward(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.in(1);
    double factor = frame.outGradient()[0] / x.length;
    for (int i = 0; i < x.length; i++) {
      frame.inGradient(0)[i] += slope(0, x[i], y[i]) * factor;
      frame.inGradient(1)[i] += slope(1, x[i], y[i]) * factor;
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
  default boolean isConvexLoss() {
    return true;
  }

  @Override
  default void defineTangent(DualFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.in(1);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += slope(0, x[i], y[i]) * frame.inTangent(0)[i];
      sum += slope(1, x[i], y[i]) * frame.inTangent(1)[i];
    }
    frame.outTangent()[0] = sum / x.length;
  }

  @Override
  default void defineBackwardTangent(DualFrame frame) {
    defineBackward(frame.transposed());
    double[] x = frame.in(0);
    double[] y = frame.in(1);
    double factor = frame.outGradient()[0] / x.length;
    for (int i = 0; i < x.length; i++) {
      double dx = frame.inTangent(0)[i] * factor;
      double dy = frame.inTangent(1)[i] * factor;
      double mixed = curvature(0, 1, x[i], y[i]);
      frame.inGradientTangent(0)[i] += curvature(0, 0, x[i], y[i]) * dx + mixed * dy;
      frame.inGradientTangent(1)[i] += mixed * dx + curvature(1, 1, x[i], y[i]) * dy;
    }
  }

  @Override
  default List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(5, 3), Shape.of(5, 3)), Sample.of(Shape.of(70), Shape.of(70)));
  }
}
