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

  /** Number of features of an output row; for a sequence, of each of its positions. */
  int outputs();

  /** If inputs are indices, written as floats, how many different ones; 0 if they are numbers. */
  default int vocabulary() {
    return 0;
  }

  /** If the net is tied to a number of rows, such as the nodes of its graph, that; otherwise 0. */
  default int rows() {
    return 0;
  }

  /** Records the net, as it is trained, on inputs of shape rows × {@link #inputs}. */
  Tensor record(Tape tape, Tensor x);

  /**
   * Records the net with other statistics for its batch norms, such as running ones; nets without
   * batch norms are always the same.
   */
  default Tensor record(Tape tape, Tensor x, Statistics statistics) {
    return record(tape, x);
  }

  /** The parameters. */
  default ParameterLayout layout() {
    Tape tape = new Tape();
    record(tape, tape.input("x", Math.max(1, rows()), inputs()));
    return tape.layout();
  }

  /** What a segment starts from: weights by Glorot's rule, scales of norms at 1, the rest at 0. */
  default Initializer initializer(Segment segment) {
    return switch (segment.role()) {
      case WEIGHT -> Initializer.GLOROT_NORMAL;
      case SCALE -> Initializer.ONES;
      case BIAS, COORDINATE -> Initializer.ZEROS;
    };
  }

  /** Initial parameters, each segment by its {@link #initializer} and its own random numbers. */
  default float[] initialize(RandomKey key) {
    ParameterLayout layout = layout();
    float[] theta = new float[layout.size()];
    for (Segment segment : layout.segments()) {
      initializer(segment).fill(segment, key, theta);
    }
    return theta;
  }

  /** The same with another rule for all matrices and kernels. */
  default float[] initialize(RandomKey key, Initializer weights) {
    ParameterLayout layout = layout();
    float[] theta = new float[layout.size()];
    for (Segment segment : layout.segments()) {
      boolean weight = segment.role() == Role.WEIGHT;
      (weight ? weights : initializer(segment)).fill(segment, key, theta);
    }
    return theta;
  }

  /** All registered models, with their default sizes. */
  static Catalog<Model> catalog() {
    return Catalog.load("model", Model.class);
  }
}
