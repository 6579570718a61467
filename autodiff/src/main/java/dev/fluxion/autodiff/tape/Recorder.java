package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.Op;

/** What the verbs of a {@link Tensor} build on. */
public sealed interface Recorder permits Arithmetic, Layers, Losses, Reductions, Shaping {
  /** The shape. */
  Shape shape();

  /** Records an op whose first input is this tensor. */
  Tensor apply(Op op, Tensor... others);
}
