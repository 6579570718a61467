package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.AddRow;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.ColumnSum;
import dev.fluxion.autodiff.kernel.Copy;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Adds a row to every row of a matrix. */
public record AddBiasOp() implements LinearOp {
  @Override
  public Card card() {
    return new Card(
        "add-bias",
        "Adds one row to every row.",
        "yᵢⱼ = xᵢⱼ + bⱼ;  dbⱼ = Σᵢ dyᵢⱼ",
        "Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, Efficient BackProp, 1998");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 2);
    Shape x = Shapes.tensor(inputs.get(0));
    Shape bias = inputs.get(1);
    if (bias.rank() != 1 || bias.extent(0) != x.columns()) {
      throw new IllegalArgumentException(
          "the bias must be a vector as long as the rows (" + x.columns() + ")");
    }
    return x;
  }

  @Override
  public void forward(FloatFrame frame) {
    AddRow.addRow(
        rows(frame),
        frame.size(1),
        frame.in(0),
        frame.inOffset(0),
        frame.in(1),
        frame.inOffset(1),
        frame.out(),
        frame.outOffset());
  }

  private static int rows(FloatFrame frame) {
    return frame.size(1) == 0 ? 0 : frame.outSize() / frame.size(1);
  }

  @Override
  public boolean assigns() {
    return true;
  }

  @Override
  public void backward(FloatFrame frame) {
    int n = frame.outSize();
    float[] dy = frame.outGradient();
    int dyo = frame.outGradientOffset();
    if (frame.isFresh(0)) {
      Copy.copy(n, dy, dyo, frame.inGradient(0), frame.inGradientOffset(0));
    } else if (frame.wants(0)) {
      Axpy.axpy(n, 1f, dy, dyo, frame.inGradient(0), frame.inGradientOffset(0));
    }
    if (frame.wants(1)) {
      sumRows(frame, 1, rows(frame), dy, dyo);
    }
  }

  /** Gives an input, a bias, the sum of all rows of dy as its gradient. */
  static void sumRows(FloatFrame frame, int input, int rows, float[] dy, int dyo) {
    int columns = frame.size(input);
    float[] sums = frame.inGradient(input);
    int at = frame.inGradientOffset(input);
    boolean add = !frame.isFresh(input);
    if (columns == 1) {
      double sum = Sum.sum(rows, dy, dyo);
      sums[at] = (float) (add ? sums[at] + sum : sum);
    } else {
      ColumnSum.columnSum(rows, columns, dy, dyo, sums, at, add);
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] bias = frame.in(1);
    double[] y = frame.out();
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i] + bias[i % bias.length];
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] dy = frame.outGradient();
    double[] dx = frame.inGradient(0);
    double[] dbias = frame.inGradient(1);
    for (int i = 0; i < dy.length; i++) {
      dx[i] += dy[i];
      dbias[i % dbias.length] += dy[i];
    }
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(5, 3), Shape.of(3)), Sample.of(Shape.of(4, 40), Shape.of(40)));
  }
}
