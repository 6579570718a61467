package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Add;
import dev.fluxion.autodiff.kernel.Copy;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** A part of a tensor along one axis. */
public record SliceOp(
    @Setting("the axis, -1 being the last") int axis,
    @Setting("the first index; negative ones count from the end") int start,
    @Setting("the index behind the last one; negative ones count from the end") int stop,
    @Setting(value = "the distance of indices", min = 1) int step)
    implements RearrangeOp {
  public SliceOp {
    Settings.check(SliceOp.class, axis, start, stop, step);
  }

  /** Every second column of those from 1 to 4. */
  public SliceOp() {
    this(-1, 1, 5, 2);
  }

  @Override
  public Card card() {
    return new Card(
        "slice",
        "A part of a tensor along one axis.",
        "y[…, i, …] = x[…, start + i·step, …] while start + i·step < stop",
        "C. Harris et al., Array Programming with NumPy, 2020");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = Shapes.one(inputs);
    int along = Shapes.axis(x, axis);
    int extent = x.extent(along);
    int first = first(extent);
    int end = stop < 0 ? stop + extent : stop;
    if (first < 0 || end < first || end > extent) {
      throw new IllegalArgumentException(
          "there is no slice from " + start + " to " + stop + " of an axis of " + extent);
    }
    return Shapes.resized(x, along, (end - first + step - 1) / step);
  }

  private int first(int extent) {
    return start < 0 ? start + extent : start;
  }

  @Override
  public void forward(FloatFrame frame) {
    Shape x = frame.shape(0);
    int along = Shapes.axis(x, axis);
    int extent = x.extent(along);
    int count = frame.outShape().extent(along);
    int run = Shapes.behind(x, along);
    for (int i = 0; i < Shapes.before(x, along); i++) {
      int from = frame.inOffset(0) + (i * extent + first(extent)) * run;
      int to = frame.outOffset() + i * count * run;
      if (step == 1) {
        Copy.copy(count * run, frame.in(0), from, frame.out(), to);
      } else {
        for (int j = 0; j < count; j++) {
          Copy.copy(run, frame.in(0), from + j * step * run, frame.out(), to + j * run);
        }
      }
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
    int count = frame.outShape().extent(along);
    int run = Shapes.behind(x, along);
    float[] dx = frame.inGradient(0);
    for (int i = 0; i < Shapes.before(x, along); i++) {
      int onto = frame.inGradientOffset(0) + (i * extent + first(extent)) * run;
      int from = frame.outGradientOffset() + i * count * run;
      if (step == 1) {
        Add.add(count * run, dx, onto, frame.outGradient(), from, dx, onto);
      } else {
        for (int j = 0; j < count; j++) {
          int at = onto + j * step * run;
          Add.add(run, dx, at, frame.outGradient(), from + j * run, dx, at);
        }
      }
    }
  }

  @Override
  public int[] sources(Shape x, Shape y) {
    int along = Shapes.axis(x, axis);
    int run = Shapes.behind(x, along);
    int[] sources = new int[y.size()];
    for (int i = 0; i < sources.length; i++) {
      int j = i / run % y.extent(along);
      int block = i / run / y.extent(along);
      sources[i] = (block * x.extent(along) + first(x.extent(along)) + j * step) * run + i % run;
    }
    return sources;
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.of(6, 7)), Sample.of(Shape.of(5, 3, 40)).between(-1, 1));
  }
}
