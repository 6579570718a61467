package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Affine;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Epilogue;
import dev.fluxion.autodiff.kernel.MatMul;
import dev.fluxion.autodiff.kernel.Relu;
import dev.fluxion.autodiff.kernel.Sigmoid;
import dev.fluxion.autodiff.kernel.Tanh;
import dev.fluxion.autodiff.layout.Shape;
import java.util.Arrays;
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
  public int scratch(List<Shape> inputs) {
    return inputs.get(0).extent(0) * inputs.get(1).extent(1);
  }

  @Override
  public void backward(FloatFrame frame) {
    if (activation == Epilogue.IDENTITY) {
      spread(frame, frame.outGradient(), frame.outGradientOffset());
    } else {
      turnBack(frame);
      spread(frame, frame.scratch(), 0);
    }
  }

  /** The gradient before the activation, into the scratch memory. */
  private void turnBack(FloatFrame frame) {
    int n = frame.outSize();
    float[] y = frame.out();
    int yo = frame.outOffset();
    float[] dy = frame.outGradient();
    int dyo = frame.outGradientOffset();
    float[] dz = frame.scratch();
    Arrays.fill(dz, 0, n, 0f);
    switch (activation) {
      case TANH -> Tanh.tanhBackward(n, y, yo, dy, dyo, dz, 0);
      case SIGMOID -> Sigmoid.sigmoidBackward(n, y, yo, dy, dyo, dz, 0);
      default -> Relu.reluBackward(n, y, yo, dy, dyo, dz, 0);
    }
  }

  private static void spread(FloatFrame frame, float[] dz, int dzo) {
    int m = frame.shape(0).extent(0);
    int k = frame.shape(0).extent(1);
    int n = frame.shape(1).extent(1);
    if (frame.wants(2)) {
      for (int i = 0; i < m; i++) {
        Axpy.axpy(n, 1f, dz, dzo + i * n, frame.inGradient(2), frame.inGradientOffset(2));
      }
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
          true);
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
          true);
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
