package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.kernel.Add;
import dev.fluxion.autodiff.kernel.Copy;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * An op that puts any number of tensors side by side.
 *
 * <p>Formula: {@code z = [x, y, …]} along an axis; the gradient of each is its part of {@code dz}.
 */
interface JoinOp extends LinearOp {
  /** The axis of the output along which the inputs lie. */
  int along(Shape out);

  /** The first of at least one tensor. */
  default Shape first(List<Shape> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("takes at least one tensor");
    }
    return Shapes.tensor(inputs.getFirst());
  }

  @Override
  default void forward(FloatFrame frame) {
    int blocks = Shapes.before(frame.outShape(), along(frame.outShape()));
    int to = frame.outOffset();
    for (int block = 0; block < blocks; block++) {
      for (int input = 0; input < frame.inputs(); input++) {
        int n = frame.size(input) / blocks;
        Copy.copy(n, frame.in(input), frame.inOffset(input) + block * n, frame.out(), to);
        to += n;
      }
    }
  }

  @Override
  default void backward(FloatFrame frame) {
    int blocks = Shapes.before(frame.outShape(), along(frame.outShape()));
    int from = frame.outGradientOffset();
    for (int block = 0; block < blocks; block++) {
      for (int input = 0; input < frame.inputs(); input++) {
        int n = frame.size(input) / blocks;
        if (frame.wants(input)) {
          float[] dx = frame.inGradient(input);
          int onto = frame.inGradientOffset(input) + block * n;
          Add.add(n, dx, onto, frame.outGradient(), from, dx, onto);
        }
        from += n;
      }
    }
  }

  @Override
  default void define(DoubleFrame frame) {
    int blocks = Shapes.before(frame.outShape(), along(frame.outShape()));
    int z = 0;
    for (int block = 0; block < blocks; block++) {
      for (int input = 0; input < frame.inputs(); input++) {
        int n = frame.in(input).length / blocks;
        for (int i = 0; i < n; i++) {
          frame.out()[z++] = frame.in(input)[block * n + i];
        }
      }
    }
  }

  @Override
  default void defineBackward(DoubleFrame frame) {
    int blocks = Shapes.before(frame.outShape(), along(frame.outShape()));
    int z = 0;
    for (int block = 0; block < blocks; block++) {
      for (int input = 0; input < frame.inputs(); input++) {
        int n = frame.in(input).length / blocks;
        for (int i = 0; i < n; i++) {
          frame.inGradient(input)[block * n + i] += frame.outGradient()[z++];
        }
      }
    }
  }
}
