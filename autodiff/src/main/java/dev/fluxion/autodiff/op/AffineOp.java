package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Affine;
import dev.fluxion.autodiff.kernel.Epilogue;
import dev.fluxion.autodiff.kernel.MatMul;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * A layer of a net in one instruction: matrix product, bias, activation. A program makes it of the
 * three; the bits are the same.
 *
 * @param activation one whose slope follows from its output
 */
public record AffineOp(@Setting("what is done to every element at the end") Epilogue activation)
    implements ComposedOp {
  public AffineOp {
    Settings.check(AffineOp.class, activation);
    if (activation == Epilogue.SQUARE) {
      throw new IllegalArgumentException(
          "activation = SQUARE has no slope that follows from its output; record it by itself");
    }
  }

  /** With the hyperbolic tangent. */
  public AffineOp() {
    this(Epilogue.TANH);
  }

  @Override
  public Card card() {
    return new Card(
        "affine",
        "A layer of a net: matrix product, bias, activation.",
        "yᵢⱼ = φ(Σₗ xᵢₗ·wₗⱼ + bⱼ);  dz = φ'(z)∘dy;  dx = dz·wᵀ;  dw = xᵀ·dz;  dbⱼ = Σᵢ dzᵢⱼ",
        "D. Rumelhart, G. Hinton, R. Williams, Learning representations by back-propagating errors,"
            + " 1986");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 3);
    Shape product = new MatMulOp().shape(inputs.subList(0, 2));
    return new AddBiasOp().shape(List.of(product, inputs.get(2)));
  }

  @Override
  public void forward(FloatFrame frame) {
    Affine.affine(
        frame.shape(0).extent(0),
        frame.shape(1).extent(1),
        frame.shape(0).extent(1),
        frame.in(0),
        frame.inOffset(0),
        frame.in(1),
        frame.inOffset(1),
        frame.in(2),
        frame.inOffset(2),
        activation,
        frame.out(),
        frame.outOffset());
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
    float[] dz = frame.outGradient();
    int dzo = frame.outGradientOffset();
    activation.slope(m * n, frame.out(), frame.outOffset(), dz, dzo);
    if (frame.wants(2)) {
      AddBiasOp.sumRows(frame, 2, m, dz, dzo);
    }
    if (frame.wants(0)) {
      MatMul.nt(
          m,
          k,
          n,
          dz,
          dzo,
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
          dz,
          dzo,
          frame.inGradient(1),
          frame.inGradientOffset(1),
          !frame.isFresh(1));
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] w = frame.in(1);
    double[] y = frame.out();
    int k = frame.shape(0).extent(1);
    int n = frame.shape(1).extent(1);
    for (int i = 0; i < y.length; i++) {
      double z = frame.in(2)[i % n];
      for (int l = 0; l < k; l++) {
        z += x[i / n * k + l] * w[l * n + i % n];
      }
      y[i] = value(z);
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] x = frame.in(0);
    double[] w = frame.in(1);
    double[] y = frame.out();
    int k = frame.shape(0).extent(1);
    int n = frame.shape(1).extent(1);
    for (int i = 0; i < y.length; i++) {
      double dz = slope(y[i]) * frame.outGradient()[i];
      frame.inGradient(2)[i % n] += dz;
      for (int l = 0; l < k; l++) {
        frame.inGradient(0)[i / n * k + l] += dz * w[l * n + i % n];
        frame.inGradient(1)[l * n + i % n] += dz * x[i / n * k + l];
      }
    }
  }

  private double value(double z) {
    return switch (activation) {
      case TANH -> new TanhOp().value(z);
      case SIGMOID -> new SigmoidOp().value(z);
      case RELU -> new ReluOp().value(z);
      default -> z;
    };
  }

  private double slope(double y) {
    return switch (activation) {
      case TANH -> 1 - y * y;
      case SIGMOID -> y * (1 - y);
      case RELU -> y > 0 ? 1 : 0;
      default -> 1;
    };
  }

  @Override
  public long flops(List<Shape> inputs) {
    long products = new MatMulOp().flops(inputs.subList(0, 2));
    return products + 2L * shape(inputs).size();
  }

  @Override
  public void compose(Composition parts) {
    int product = parts.apply(new MatMulOp(), 0, 1);
    int sum = parts.apply(new AddBiasOp(), product, 2);
    switch (activation) {
      case TANH -> parts.apply(new TanhOp(), sum);
      case SIGMOID -> parts.apply(new SigmoidOp(), sum);
      case RELU -> parts.apply(new ReluOp(), sum);
      default -> {}
    }
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(5, 3), Shape.of(3, 2), Shape.of(2)),
        Sample.of(Shape.of(4, 3), Shape.of(3, 40), Shape.of(40)));
  }
}
