package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.MatMul;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Matrix product. */
public record MatMulOp() implements BilinearOp {
  @Override
  public Card card() {
    return new Card(
        "matmul",
        "Product of two matrices.",
        "C = A·B;  dA = dC·Bᵀ;  dB = Aᵀ·dC",
        "M. Giles, An Extended Collection of Matrix Derivative Results for Forward and Reverse Mode"
            + " AD, 2008");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 2);
    Shape a = Shapes.matrix(inputs.get(0));
    Shape b = Shapes.matrix(inputs.get(1));
    if (a.extent(1) != b.extent(0)) {
      throw new IllegalArgumentException(
          "the columns of the first ("
              + a.extent(1)
              + ") must equal the rows of the second ("
              + b.extent(0)
              + ")");
    }
    return Shape.of(a.extent(0), b.extent(1));
  }

  @Override
  public void forward(FloatFrame frame) {
    MatMul.nn(
        frame.shape(0).extent(0),
        frame.shape(1).extent(1),
        frame.shape(0).extent(1),
        frame.in(0),
        frame.inOffset(0),
        frame.in(1),
        frame.inOffset(1),
        frame.out(),
        frame.outOffset(),
        false);
  }

  @Override
  public boolean assigns() {
    return true;
  }

  @Override
  public void backward(FloatFrame frame) {
    int m = frame.shape(0).extent(0);
    int k = frame.shape(0).extent(1);
    int n = frame.shape(1).extent(1);
    if (frame.wants(0)) {
      MatMul.nt(
          m,
          k,
          n,
          frame.outGradient(),
          frame.outGradientOffset(),
          frame.in(1),
          frame.inOffset(1),
          frame.inGradient(0),
          frame.inGradientOffset(0),
          !frame.isFresh(0));
    }
    if (frame.wants(1)) {
      MatMul.tn(
          k,
          n,
          m,
          frame.in(0),
          frame.inOffset(0),
          frame.outGradient(),
          frame.outGradientOffset(),
          frame.inGradient(1),
          frame.inGradientOffset(1),
          !frame.isFresh(1));
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    int m = frame.shape(0).extent(0);
    int k = frame.shape(0).extent(1);
    int n = frame.shape(1).extent(1);
    double[] a = frame.in(0);
    double[] b = frame.in(1);
    double[] c = frame.out();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum += a[i * k + l] * b[l * n + j];
        }
        c[i * n + j] = sum;
      }
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    int m = frame.shape(0).extent(0);
    int k = frame.shape(0).extent(1);
    int n = frame.shape(1).extent(1);
    double[] a = frame.in(0);
    double[] b = frame.in(1);
    double[] dc = frame.outGradient();
    double[] da = frame.inGradient(0);
    double[] db = frame.inGradient(1);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < k; l++) {
          da[i * k + l] += dc[i * n + j] * b[l * n + j];
          db[l * n + j] += a[i * k + l] * dc[i * n + j];
        }
      }
    }
  }

  @Override
  public long flops(List<Shape> inputs) {
    return 2L * inputs.get(0).size() * inputs.get(1).extent(1);
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(3, 5), Shape.of(5, 2)),
        Sample.of(Shape.of(6, 7), Shape.of(7, 37)),
        Sample.of(Shape.of(1, 1), Shape.of(1, 1)));
  }
}
