package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Add;
import dev.fluxion.autodiff.kernel.Copy;
import dev.fluxion.autodiff.kernel.Fill;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Adds a margin of a constant before and behind a tensor, along one axis. */
public record PadOp(
    @Setting("the axis, -1 being the last") int axis,
    @Setting(value = "width of the margin before", min = 0) int before,
    @Setting(value = "width of the margin behind", min = 0) int behind,
    @Setting("the constant") double constant)
    implements RearrangeOp {
  public PadOp {
    Settings.check(PadOp.class, axis, before, behind, constant);
  }

  /** One column of zeros before, two behind. */
  public PadOp() {
    this(-1, 1, 2, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "pad",
        "A margin of a constant before and behind, along one axis.",
        "y[…, before + i, …] = x[…, i, …], and the constant elsewhere",
        "C. Harris et al., Array Programming with NumPy, 2020");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = Shapes.one(inputs);
    int along = Shapes.axis(x, axis);
    int extent = Math.addExact(Math.addExact(before, behind), x.extent(along));
    return Shapes.resized(x, along, extent);
  }

  @Override
  public void forward(FloatFrame frame) {
    Shape x = frame.shape(0);
    int along = Shapes.axis(x, axis);
    int run = Shapes.behind(x, along);
    int n = x.extent(along) * run;
    int to = frame.outOffset();
    Fill.fill(frame.outSize(), (float) constant, frame.out(), to);
    for (int i = 0; i < Shapes.before(x, along); i++) {
      to += before * run;
      Copy.copy(n, frame.in(0), frame.inOffset(0) + i * n, frame.out(), to);
      to += n + behind * run;
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    Shape x = frame.shape(0);
    int along = Shapes.axis(x, axis);
    int run = Shapes.behind(x, along);
    int n = x.extent(along) * run;
    int from = frame.outGradientOffset();
    float[] dx = frame.inGradient(0);
    for (int i = 0; i < Shapes.before(x, along); i++) {
      from += before * run;
      int onto = frame.inGradientOffset(0) + i * n;
      Add.add(n, dx, onto, frame.outGradient(), from, dx, onto);
      from += n + behind * run;
    }
  }

  @Override
  public int[] sources(Shape x, Shape y) {
    int along = Shapes.axis(x, axis);
    int run = Shapes.behind(x, along);
    int[] sources = new int[y.size()];
    for (int i = 0; i < sources.length; i++) {
      int j = i / run % y.extent(along) - before;
      int block = i / run / y.extent(along);
      boolean inside = j >= 0 && j < x.extent(along);
      sources[i] = inside ? (block * x.extent(along) + j) * run + i % run : -1;
    }
    return sources;
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.of(6, 7)), Sample.of(Shape.of(5, 3, 2)));
  }
}
