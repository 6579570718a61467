package dev.fluxion.models;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;

/**
 * A net: an immutable record of its sizes, and a function that records it on a tape. Its parameter
 * layout is what the tape has recorded.
 *
 * <p>To add a model, write one public record with a constructor without arguments and name it in
 * {@code META-INF/services/dev.fluxion.models.Model}.
 */
public interface Model extends Described {
  /** Number of features of an input row. */
  int inputs();

  /** Number of features of an output row. */
  int outputs();

  /** Records the net on inputs of shape rows × {@link #inputs}. */
  Tensor record(Tape tape, Tensor x);

  /** The parameters. */
  default ParameterLayout layout() {
    Tape tape = new Tape();
    record(tape, tape.input("x", 1, inputs()));
    return tape.layout();
  }

  /**
   * Initial parameters: weights normal with variance 2 / (fan in + fan out), everything else zero.
   * Every segment has random numbers of its own, by its name.
   *
   * <p>Source: X. Glorot, Y. Bengio, «Understanding the difficulty of training deep feedforward
   * neural networks», 2010.
   */
  default float[] initialize(RandomKey key) {
    ParameterLayout layout = layout();
    float[] theta = new float[layout.size()];
    for (Segment segment : layout.segments()) {
      if (segment.role() == Role.WEIGHT) {
        int offset = segment.offset();
        key.split(segment.name()).normals(0, segment.size(), theta, offset);
        double scale = Math.sqrt(2.0 / (segment.shape().rows() + segment.shape().columns()));
        for (int i = offset; i < offset + segment.size(); i++) {
          theta[i] = (float) (theta[i] * scale);
        }
      }
    }
    return theta;
  }

  /** All registered models, with their default sizes. */
  static Catalog<Model> catalog() {
    return Catalog.load("model", Model.class);
  }
}
