package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Exp;
import dev.fluxion.autodiff.kernel.Max;
import dev.fluxion.autodiff.kernel.Softmax;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.layout.Shape;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Mean cross entropy of rows of logits for class indices. The second input holds an index for every
 * row; it has no gradient.
 */
public record CrossEntropyOp() implements ComposedOp {
  @Override
  public Card card() {
    return new Card(
        "cross-entropy",
        "Mean cross entropy of rows of logits for class indices.",
        "L = Σᵢ (ln Σⱼ exp(xᵢⱼ) - xᵢₖ) / n with k = classᵢ;  dxᵢⱼ = (softmax(xᵢ)ⱼ - [j = k]) / n",
        "J. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs,"
            + " 1990");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 2);
    Shape x = Shapes.nonEmpty(Shapes.tensor(inputs.get(0)));
    Shape classes = Shapes.tensor(inputs.get(1));
    int[] extents = Shapes.extents(x);
    Shape rows = x.rank() == 1 ? Shape.of(1) : Shape.of(Arrays.copyOf(extents, x.rank() - 1));
    if (!classes.equals(rows)) {
      throw new IllegalArgumentException(
          "needs a class index for every row of logits, " + rows + " in all");
    }
    return Shape.SCALAR;
  }

  @Override
  public int scratch(List<Shape> inputs) {
    return inputs.get(0).size();
  }

  @Override
  public void forward(FloatFrame frame) {
    int rows = frame.size(1);
    int n = frame.shape(0).columns();
    float[] scratch = frame.scratch();
    for (int i = 0; i < rows; i++) {
      int at = i * n;
      float max = Max.max(n, frame.in(0), frame.inOffset(0) + at);
      AddScalar.addScalar(n, -max, frame.in(0), frame.inOffset(0) + at, scratch, at);
    }
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      int k = Index.of(frame.in(1)[frame.inOffset(1) + i], n);
      sum -= scratch[i * n + k];
    }
    Exp.exp(rows * n, scratch, 0, scratch, 0);
    for (int i = 0; i < rows; i++) {
      sum += StrictMath.log(Sum.sum(n, scratch, i * n));
    }
    frame.setScalar(sum / rows);
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    int rows = frame.size(1);
    int n = frame.shape(0).columns();
    float factor = (float) (frame.scalarGradient() / rows);
    Softmax.softmax(rows, n, frame.in(0), frame.inOffset(0), frame.scratch(), 0);
    for (int i = 0; i < rows; i++) {
      frame.scratch()[i * n + (int) frame.in(1)[frame.inOffset(1) + i]] -= 1f;
    }
    Axpy.axpy(rows * n, factor, frame.scratch(), 0, frame.inGradient(0), frame.inGradientOffset(0));
  }

  @Override
  public void define(DoubleFrame frame) {
    int n = frame.shape(0).columns();
    double[] classes = frame.in(1);
    double[] log = new double[frame.in(0).length];
    double sum = 0;
    for (int i = 0; i < classes.length; i++) {
      LogSoftmaxOp.define(n, frame.in(0), log, i * n);
      sum -= log[i * n + Index.of(classes[i], n)];
    }
    frame.out()[0] = sum / classes.length;
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    int n = frame.shape(0).columns();
    double[] classes = frame.in(1);
    double factor = frame.outGradient()[0] / classes.length;
    double[] p = frame.in(0).clone();
    for (int i = 0; i < classes.length; i++) {
      SoftmaxOp.define(n, p, i * n);
      p[i * n + (int) classes[i]] -= 1;
    }
    for (int i = 0; i < p.length; i++) {
      frame.inGradient(0)[i] += p[i] * factor;
    }
  }

  @Override
  public void compose(Composition parts) {
    Shape x = parts.shape(0);
    int log = parts.apply(new LogSoftmaxOp(), 0);
    int[] column = Shapes.extents(Shapes.resized(x, x.rank() - 1, 1));
    int classes = parts.apply(new ReshapeOp(IntLists.immutable.with(column)), 1);
    int picked = parts.apply(new GatherOp(-1), log, classes);
    parts.apply(new ScaleOp(-1, 0), parts.apply(new MeanOp(), picked));
  }

  @Override
  public boolean isConvexLoss() {
    return true;
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(4, 5), Shape.of(4)).with(1, 2, 0, 4, 1),
        Sample.of(Shape.of(2, 1, 40), Shape.of(2, 1)).with(1, 39, 7));
  }
}
