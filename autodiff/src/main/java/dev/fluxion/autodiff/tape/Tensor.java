package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.AddBiasOp;
import dev.fluxion.autodiff.op.AddOp;
import dev.fluxion.autodiff.op.CombineOp;
import dev.fluxion.autodiff.op.MatMulOp;
import dev.fluxion.autodiff.op.MeanSquaredErrorOp;
import dev.fluxion.autodiff.op.MultiplyOp;
import dev.fluxion.autodiff.op.ReluOp;
import dev.fluxion.autodiff.op.SigmoidOp;
import dev.fluxion.autodiff.op.SquareOp;
import dev.fluxion.autodiff.op.SubtractOp;
import dev.fluxion.autodiff.op.SumOp;
import dev.fluxion.autodiff.op.TanhOp;

/**
 * A value on a {@link Tape}: a shape and a name, no numbers. Its methods record ops; a shape that
 * does not fit is reported on the line that wrote it.
 */
public final class Tensor {
  private final Tape tape;
  private final int id;
  private final Shape shape;
  private final String name;

  Tensor(Tape tape, int id, Shape shape, String name) {
    this.tape = tape;
    this.id = id;
    this.shape = shape;
    this.name = name;
  }

  Tape tape() {
    return tape;
  }

  int id() {
    return id;
  }

  /** The shape. */
  public Shape shape() {
    return shape;
  }

  /** The name, given or made from the op. */
  public String name() {
    return name;
  }

  /** Matrix product {@code this · other}. */
  public Tensor matmul(Tensor other) {
    return tape.apply(new MatMulOp(), this, other);
  }

  /** Adds a vector to every row. */
  public Tensor addBias(Tensor bias) {
    return tape.apply(new AddBiasOp(), this, bias);
  }

  /** Elementwise sum; of two scalars, their sum. */
  public Tensor plus(Tensor other) {
    return shape.isScalar()
        ? tape.apply(new CombineOp(1, 1), this, other)
        : tape.apply(new AddOp(), this, other);
  }

  /** Elementwise difference; of two scalars, their difference. */
  public Tensor minus(Tensor other) {
    return shape.isScalar()
        ? tape.apply(new CombineOp(1, -1), this, other)
        : tape.apply(new SubtractOp(), this, other);
  }

  /** Elementwise product. */
  public Tensor times(Tensor other) {
    return tape.apply(new MultiplyOp(), this, other);
  }

  /** Rectifier. */
  public Tensor relu() {
    return tape.apply(new ReluOp(), this);
  }

  /** Square of every element. */
  public Tensor square() {
    return tape.apply(new SquareOp(), this);
  }

  /** Hyperbolic tangent. */
  public Tensor tanh() {
    return tape.apply(new TanhOp(), this);
  }

  /** Logistic function. */
  public Tensor sigmoid() {
    return tape.apply(new SigmoidOp(), this);
  }

  /** Sum of all elements, a scalar. */
  public Tensor sum() {
    return tape.apply(new SumOp(), this);
  }

  /** Mean squared difference from a target of the same shape, a scalar. */
  public Tensor meanSquaredError(Tensor target) {
    return tape.apply(new MeanSquaredErrorOp(), this, target);
  }

  @Override
  public String toString() {
    return name + " (" + shape + ")";
  }
}
