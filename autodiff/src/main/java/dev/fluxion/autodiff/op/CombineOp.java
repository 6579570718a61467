package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Linear combination of two scalars, in double. */
public record CombineOp(
    @Setting("factor of the first") double a, @Setting("factor of the second") double b)
    implements LinearOp {
  public CombineOp {
    Settings.check(CombineOp.class, a, b);
  }

  /** The sum. */
  public CombineOp() {
    this(1, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "combine", "Linear combination of two scalars.", "z = a·x + b·y", "elementary calculus");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 2);
    if (!inputs.get(0).isScalar() || !inputs.get(1).isScalar()) {
      throw new IllegalArgumentException("takes two scalars");
    }
    return Shape.SCALAR;
  }

  @Override
  public void forward(FloatFrame frame) {
    frame.setScalar(a * frame.scalar(0) + b * frame.scalar(1));
  }

  @Override
  public void backward(FloatFrame frame) {
    frame.addScalarGradient(0, a * frame.scalarGradient());
    frame.addScalarGradient(1, b * frame.scalarGradient());
  }

  @Override
  public void define(DoubleFrame frame) {
    frame.out()[0] = a * frame.in(0)[0] + b * frame.in(1)[0];
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    frame.inGradient(0)[0] += a * frame.outGradient()[0];
    frame.inGradient(1)[0] += b * frame.outGradient()[0];
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.SCALAR, Shape.SCALAR));
  }
}
