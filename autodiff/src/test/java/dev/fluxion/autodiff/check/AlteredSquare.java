package dev.fluxion.autodiff.check;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.DoubleFrame;
import dev.fluxion.autodiff.op.FloatFrame;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.autodiff.op.SquareOp;
import java.util.Arrays;
import java.util.List;

/** The square, with one mistake. The checks must find it and blame the right part. */
enum AlteredSquare implements Op {
  /** The square as it should be. */
  RIGHT,
  /** The factor 2 is missing in definition and engine alike: they agree, and both are wrong. */
  WRONG_FORMULA,
  /** The factor 2 is missing in the engine's gradient only. */
  WRONG_ENGINE_GRADIENT,
  /** One element of the engine's result is wrong, its gradient is right. */
  WRONG_ENGINE_VALUE,
  /** The engine's gradient is NaN. */
  NAN_ENGINE_GRADIENT,
  /** The engine overwrites the gradient of its input, where it should add to it. */
  OVERWRITING_ENGINE,
  /** Definition and engine overwrite the gradient of their input. */
  OVERWRITING_FORMULA;

  private static final SquareOp SQUARE = new SquareOp();

  @Override
  public Card card() {
    return SQUARE.card();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return SQUARE.shape(inputs);
  }

  @Override
  public void forward(FloatFrame frame) {
    SQUARE.forward(frame);
    if (this == WRONG_ENGINE_VALUE) {
      frame.out()[frame.outOffset() + frame.outSize() - 1] += 0.01f;
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    int n = frame.outSize();
    float[] gradient = frame.inGradient(0);
    int offset = frame.inGradientOffset(0);
    if (this == OVERWRITING_ENGINE || this == OVERWRITING_FORMULA) {
      Arrays.fill(gradient, offset, offset + n, 0f);
    }
    if (this == WRONG_FORMULA || this == WRONG_ENGINE_GRADIENT) {
      for (int i = 0; i < n; i++) {
        gradient[offset + i] +=
            frame.in(0)[frame.inOffset(0) + i] * frame.outGradient()[frame.outGradientOffset() + i];
      }
    } else {
      SQUARE.backward(frame);
    }
    if (this == NAN_ENGINE_GRADIENT) {
      gradient[offset] = Float.NaN;
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    SQUARE.define(frame);
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    double[] gradient = frame.inGradient(0);
    if (this == OVERWRITING_FORMULA) {
      Arrays.fill(gradient, 0);
    }
    if (this == WRONG_FORMULA) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += frame.in(0)[i] * frame.outGradient()[i];
      }
    } else {
      SQUARE.defineBackward(frame);
    }
  }

  @Override
  public List<Sample> samples() {
    return List.of(Sample.of(Shape.of(5, 7)), Sample.of(Shape.of(64)));
  }
}
