package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.LeakyRelu;
import java.util.List;

/** Leaky rectifier. */
public record LeakyReluOp(@Setting("slope a below 0") double slope) implements ElementwiseOp {
  public LeakyReluOp {
    Settings.check(LeakyReluOp.class, slope);
  }

  /** The usual slope. */
  public LeakyReluOp() {
    this(0.01);
  }

  @Override
  public Card card() {
    return new Card(
        "leaky-relu",
        "Rectifier with a small slope below 0, which is also the slope at 0.",
        "y = x > 0 ? x : a·x",
        "A. Maas, A. Hannun, A. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic"
            + " Models, 2013");
  }

  @Override
  public double value(double x) {
    return x > 0 ? x : slope * x;
  }

  @Override
  public double slope(double x, double y) {
    return x > 0 ? 1 : slope;
  }

  @Override
  public void forward(int n, float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    LeakyRelu.leakyRelu(n, (float) slope, x, xOffset, y, yOffset);
  }

  @Override
  public void backward(
      int n,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      float[] scratch) {
    LeakyRelu.leakyReluBackward(n, (float) slope, x, xOffset, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public double curvature(double x, double y) {
    return 0;
  }

  @Override
  public List<Sample> samples() {
    return ElementwiseOp.super.samples().stream().map(s -> s.withKinks(0.0)).toList();
  }
}
