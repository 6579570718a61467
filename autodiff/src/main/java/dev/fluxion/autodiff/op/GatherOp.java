package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Picks elements along an axis by a tensor of indices, which has no gradient. */
public record GatherOp(@Setting("the axis, -1 being the last") int axis) implements LinearOp {
  public GatherOp {
    Settings.check(GatherOp.class, axis);
  }

  /** Along the last axis. */
  public GatherOp() {
    this(-1);
  }

  @Override
  public Card card() {
    return new Card(
        "gather",
        "Picks elements along an axis by a tensor of indices.",
        "y[…, i, …] = x[…, index[…, i, …], …];  dx[…, index[…, i, …], …] += dy[…, i, …]",
        "A. Paszke et al., PyTorch: An Imperative Style, High-Performance Deep Learning Library,"
            + " 2019");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 2);
    Shape x = Shapes.tensor(inputs.get(0));
    Shape index = inputs.get(1);
    int along = Shapes.axis(x, axis);
    if (index.rank() != x.rank()
        || !Shapes.resized(index, along, 0).equals(Shapes.resized(x, along, 0))) {
      throw new IllegalArgumentException(
          "the indices may differ in shape along axis " + along + " only");
    }
    return index;
  }

  @Override
  public void forward(FloatFrame frame) {
    Shape x = frame.shape(0);
    int along = Shapes.axis(x, axis);
    int extent = x.extent(along);
    int run = Shapes.behind(x, along);
    int block = frame.outShape().extent(along) * run;
    for (int i = 0; i < frame.outSize(); i++) {
      int index = Index.of(frame.in(1)[frame.inOffset(1) + i], extent);
      int from = (i / block * extent + index) * run + i % run;
      frame.out()[frame.outOffset() + i] = frame.in(0)[frame.inOffset(0) + from];
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    Shape x = frame.shape(0);
    int along = Shapes.axis(x, axis);
    int extent = x.extent(along);
    int run = Shapes.behind(x, along);
    int block = frame.outShape().extent(along) * run;
    for (int i = 0; i < frame.outSize(); i++) {
      int index = (int) frame.in(1)[frame.inOffset(1) + i];
      int onto = (i / block * extent + index) * run + i % run;
      frame.inGradient(0)[frame.inGradientOffset(0) + onto] +=
          frame.outGradient()[frame.outGradientOffset() + i];
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    for (int i = 0; i < frame.out().length; i++) {
      frame.out()[i] = frame.in(0)[source(frame, i)];
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    for (int i = 0; i < frame.out().length; i++) {
      frame.inGradient(0)[source(frame, i)] += frame.outGradient()[i];
    }
  }

  private int source(DoubleFrame frame, int i) {
    Shape x = frame.shape(0);
    int along = Shapes.axis(x, axis);
    int run = Shapes.behind(x, along);
    int block = i / (frame.outShape().extent(along) * run);
    int index = Index.of(frame.in(1)[i], x.extent(along));
    return (block * x.extent(along) + index) * run + i % run;
  }

  @Override
  public boolean isLinearIn(int input) {
    return input == 0;
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(3, 4), Shape.of(3, 2)).with(1, 0, 2, 1, 1, 3, 0),
        Sample.of(Shape.of(5), Shape.of(3)).with(1, 4, 4, 0));
  }
}
