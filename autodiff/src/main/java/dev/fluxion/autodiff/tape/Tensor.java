package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.Op;

/**
 * A value on a {@link Tape}: a shape and a name, no numbers. Its verbs record ops, grouped into
 * {@link Arithmetic}, {@link Reductions}, {@link Shaping}, {@link Layers} and {@link Losses}; a
 * shape that does not fit is reported on the line that wrote it.
 */
public final class Tensor implements Arithmetic, Reductions, Shaping, Layers, Losses {
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

  @Override
  public Shape shape() {
    return shape;
  }

  /** The name, given or made from the op. */
  public String name() {
    return name;
  }

  @Override
  public Tensor apply(Op op, Tensor... others) {
    Tensor[] inputs = new Tensor[others.length + 1];
    inputs[0] = this;
    System.arraycopy(others, 0, inputs, 1, others.length);
    return tape.apply(op, inputs);
  }

  @Override
  public String toString() {
    return name + " (" + shape + ")";
  }
}
