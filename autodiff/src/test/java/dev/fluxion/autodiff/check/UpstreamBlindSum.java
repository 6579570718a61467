package dev.fluxion.autodiff.check;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.AddScalar;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.DoubleFrame;
import dev.fluxion.autodiff.op.FloatFrame;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.autodiff.op.SumOp;
import java.util.List;

/** The sum, with an engine that takes the gradient of its scalar output to be 1. */
record UpstreamBlindSum() implements Op {
  private static final SumOp SUM = new SumOp();

  @Override
  public Card card() {
    return SUM.card();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return SUM.shape(inputs);
  }

  @Override
  public void forward(FloatFrame frame) {
    SUM.forward(frame);
  }

  @Override
  public void backward(FloatFrame frame) {
    AddScalar.addScalar(frame.size(0), 1f, frame.inGradient(0), frame.inGradientOffset(0));
  }

  @Override
  public void define(DoubleFrame frame) {
    SUM.define(frame);
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    SUM.defineBackward(frame);
  }

  @Override
  public List<Sample> samples() {
    return SUM.samples();
  }
}
