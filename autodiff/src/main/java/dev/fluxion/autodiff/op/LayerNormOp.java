package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Add;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Multiply;
import dev.fluxion.autodiff.kernel.MultiplyAdd;
import dev.fluxion.autodiff.kernel.Norm;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** Layer normalization along the last axis; the inputs are x, a scale and a shift. */
public record LayerNormOp(@Setting(value = "added to the variance", above = 0) double epsilon)
    implements ComposedOp {
  public LayerNormOp {
    Settings.check(LayerNormOp.class, epsilon);
  }

  /** The usual epsilon. */
  public LayerNormOp() {
    this(1e-5);
  }

  @Override
  public Card card() {
    return new Card(
        "layer-norm",
        "Every row to mean 0 and variance 1, then times a scale plus a shift.",
        "yᵢⱼ = zᵢⱼ·sⱼ + bⱼ with zᵢⱼ = (xᵢⱼ - mᵢ) / √(vᵢ + ε);  with gᵢⱼ = dyᵢⱼ·sⱼ, dxᵢⱼ = (gᵢⱼ -"
            + " mean(gᵢ) - zᵢⱼ·mean(gᵢ∘zᵢ)) / √(vᵢ + ε);  dsⱼ = Σᵢ dyᵢⱼ·zᵢⱼ;  dbⱼ = Σᵢ dyᵢⱼ",
        "J. Ba, J. Kiros, G. Hinton, Layer Normalization, 2016");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 3);
    Shape x = Shapes.nonEmpty(Shapes.tensor(inputs.get(0)));
    Shapes.vector("scale", inputs.get(1), x.columns());
    Shapes.vector("shift", inputs.get(2), x.columns());
    return x;
  }

  @Override
  public int scratch(List<Shape> inputs) {
    return 2 * inputs.get(0).columns();
  }

  /** One row to mean 0 and variance 1; returns what it was divided by. */
  private double normalize(int n, float[] x, int xOffset, float[] z, int zOffset) {
    double mean = Sum.sum(n, x, xOffset) / n;
    AddScalar.addScalar(n, (float) -mean, x, xOffset, z, zOffset);
    double rounded = mean - (float) mean;
    double variance = Norm.sumOfSquares(n, z, zOffset) / n - rounded * rounded;
    double deviation = Math.sqrt(Math.max(0, variance) + epsilon);
    Scale.scale(n, (float) (1 / deviation), z, zOffset);
    return deviation;
  }

  @Override
  public void forward(FloatFrame frame) {
    int n = frame.size(1);
    float[] y = frame.out();
    for (int i = 0; i < frame.outSize(); i += n) {
      int at = frame.outOffset() + i;
      normalize(n, frame.in(0), frame.inOffset(0) + i, y, at);
      Multiply.multiply(n, y, at, frame.in(1), frame.inOffset(1), y, at);
      Add.add(n, y, at, frame.in(2), frame.inOffset(2), y, at);
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    int n = frame.size(1);
    float[] z = frame.scratch();
    float[] dy = frame.outGradient();
    for (int i = 0; i < frame.outSize(); i += n) {
      int at = frame.outGradientOffset() + i;
      double deviation = normalize(n, frame.in(0), frame.inOffset(0) + i, z, 0);
      if (frame.wants(1)) {
        MultiplyAdd.multiplyAdd(n, z, 0, dy, at, frame.inGradient(1), frame.inGradientOffset(1));
      }
      if (frame.wants(2)) {
        Axpy.axpy(n, 1f, dy, at, frame.inGradient(2), frame.inGradientOffset(2));
      }
      if (frame.wants(0)) {
        Multiply.multiply(n, dy, at, frame.in(1), frame.inOffset(1), z, n);
        int dx = frame.inGradientOffset(0) + i;
        addInputGradient(n, deviation, z, frame.inGradient(0), dx);
      }
    }
  }

  /** Adds to one row of dx; z holds the normalized row and, behind it, g. */
  private static void addInputGradient(
      int n, double deviation, float[] z, float[] dx, int dxOffset) {
    double mean = Sum.sum(n, z, n) / n;
    double along = Dot.dot(n, z, 0, z, n) / n;
    AddScalar.addScalar(n, (float) -mean, z, n);
    Axpy.axpy(n, (float) -along, z, 0, z, n);
    Axpy.axpy(n, (float) (1 / deviation), z, n, dx, dxOffset);
  }

  @Override
  public void define(DoubleFrame frame) {
    int n = frame.in(1).length;
    for (int i = 0; i < frame.out().length; i += n) {
      double[] z = new double[n];
      normalize(n, frame.in(0), i, z);
      for (int j = 0; j < n; j++) {
        frame.out()[i + j] = z[j] * frame.in(1)[j] + frame.in(2)[j];
      }
    }
  }

  private double normalize(int n, double[] x, int offset, double[] z) {
    double mean = 0;
    for (int j = 0; j < n; j++) {
      mean += x[offset + j] / n;
    }
    double variance = 0;
    for (int j = 0; j < n; j++) {
      z[j] = x[offset + j] - mean;
      variance += z[j] * z[j] / n;
    }
    double deviation = Math.sqrt(variance + epsilon);
    for (int j = 0; j < n; j++) {
      z[j] /= deviation;
    }
    return deviation;
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    int n = frame.in(1).length;
    double[] dy = frame.outGradient();
    for (int i = 0; i < dy.length; i += n) {
      double[] z = new double[n];
      double deviation = normalize(n, frame.in(0), i, z);
      double mean = 0;
      double along = 0;
      for (int j = 0; j < n; j++) {
        double g = dy[i + j] * frame.in(1)[j];
        mean += g / n;
        along += g * z[j] / n;
        frame.inGradient(1)[j] += dy[i + j] * z[j];
        frame.inGradient(2)[j] += dy[i + j];
      }
      for (int j = 0; j < n; j++) {
        double g = dy[i + j] * frame.in(1)[j];
        frame.inGradient(0)[i + j] += (g - mean - z[j] * along) / deviation;
      }
    }
  }

  @Override
  public void compose(Composition parts) {
    ImmutableIntList last = IntLists.immutable.with(-1);
    int centred = parts.apply(new SubtractOp(), 0, parts.apply(new MeanOp(last, true), 0));
    int variance = parts.apply(new VarianceOp(last, true, 0), 0);
    int scale = parts.apply(new PowOp(-0.5), parts.apply(new ScaleOp(1, epsilon), variance));
    int z = parts.apply(new MultiplyOp(), centred, scale);
    parts.apply(new AddOp(), parts.apply(new MultiplyOp(), z, 1), 2);
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(3, 5), Shape.of(5), Shape.of(5)),
        Sample.of(Shape.of(2, 2, 40), Shape.of(40), Shape.of(40)));
  }
}
