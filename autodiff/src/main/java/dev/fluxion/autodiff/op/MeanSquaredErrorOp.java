package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.SquaredDistance;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Mean of the squared differences of two tensors, a scalar in double. */
public record MeanSquaredErrorOp() implements ComposedOp {
  @Override
  public Card card() {
    return new Card(
        "mean-squared-error",
        "Mean squared difference.",
        "L = Σ (xᵢ - yᵢ)² / n",
        "C. F. Gauss, Theoria motus, 1809");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (Shapes.equal(inputs).size() == 0) {
      throw new IllegalArgumentException("has no mean over zero elements");
    }
    return Shape.SCALAR;
  }

  @Override
  public void forward(FloatFrame frame) {
    int n = frame.size(0);
    double sum =
        SquaredDistance.squaredDistance(
            n, frame.in(0), frame.inOffset(0), frame.in(1), frame.inOffset(1));
    frame.setScalar(sum / n);
  }

  @Override
  public void backward(FloatFrame frame) {
    int n = frame.size(0);
    float slope = (float) (2 * frame.scalarGradient() / n);
    for (int input = 0; input < 2; input++) {
      if (frame.wants(input)) {
        Axpy.axpyDifference(
            n,
            slope,
            frame.in(input),
            frame.inOffset(input),
            frame.in(1 - input),
            frame.inOffset(1 - input),
            frame.inGradient(input),
            frame.inGradientOffset(input));
      }
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.in(1);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    frame.out()[0] = sum / x.length;
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] y = frame.in(1);
    double slope = 2 * frame.outGradient()[0] / x.length;
    for (int i = 0; i < x.length; i++) {
      frame.inGradient(0)[i] += slope * (x[i] - y[i]);
      frame.inGradient(1)[i] += slope * (y[i] - x[i]);
    }
  }

  @Override
  public void compose(Composition parts) {
    int difference = parts.apply(new SubtractOp(), 0, 1);
    parts.apply(new MeanOp(), parts.apply(new SquareOp(), difference));
  }

  @Override
  public boolean isConvexLoss() {
    return true;
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(5, 3), Shape.of(5, 3)), Sample.of(Shape.of(70), Shape.of(70)));
  }
}
