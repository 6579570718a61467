package dev.fluxion.models;

import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;

/**
 * What a parameter tensor starts from. Every segment has random numbers of its own, by its name, so
 * that its start does not depend on the segments beside it.
 *
 * <p>Formula: normal with standard deviation σ, or uniform in (-σ√3, σ√3), with σ² as given at each
 * rule. A matrix (in, out) has fans in and out; a kernel (out, in, window …) has fans in·|window|
 * and out·|window|; a vector of n has fans 1 and n.
 */
public enum Initializer {
  /** All zero. */
  ZEROS,
  /** All one, for the scales of norms. */
  ONES,
  /**
   * Normal, σ² = 2 / (fan in + fan out): keeps the variance of a linear net forwards and backwards.
   *
   * <p>Source: X. Glorot, Y. Bengio, «Understanding the difficulty of training deep feedforward
   * neural networks», 2010.
   */
  GLOROT_NORMAL,
  /** The same, uniform. */
  GLOROT_UNIFORM,
  /**
   * Normal, σ² = 2 / fan in: keeps the mean square behind rectifiers, which halve it.
   *
   * <p>Source: K. He, X. Zhang, S. Ren, J. Sun, «Delving Deep into Rectifiers», 2015.
   */
  HE_NORMAL,
  /** The same, uniform. */
  HE_UNIFORM,
  /**
   * Normal, σ² = 1 / fan in: keeps the variance of a linear net forwards.
   *
   * <p>Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, «Efficient BackProp», 1998.
   */
  LECUN_NORMAL,
  /** The same, uniform. */
  LECUN_UNIFORM,
  /**
   * A matrix with orthonormal rows or columns, whichever are fewer, from the uniform distribution
   * of such matrices; a kernel is taken as a matrix with a row for every channel out.
   *
   * <p>Source: A. Saxe, J. McClelland, S. Ganguli, «Exact solutions to the nonlinear dynamics of
   * learning in deep linear neural networks», 2014.
   */
  ORTHOGONAL,
  /**
   * Normal, σ² = 1 / columns: the rows of a table have length 1 in the mean square.
   *
   * <p>Source: A. Vaswani et al., «Attention Is All You Need», 2017, section 3.4, which multiplies
   * them by √columns; the deviation is that of the published program.
   */
  EMBEDDING,
  /**
   * Normal, σ = 0.1.
   *
   * <p>Source: the published program of document 001.
   */
  TENTH;

  /**
   * Fills one segment of θ and nothing else.
   *
   * @param segment the segment; its name chooses the numbers
   * @param key the key of the start
   * @param theta all parameters
   */
  public void fill(Segment segment, RandomKey key, float[] theta) {
    int from = segment.offset();
    int n = segment.size();
    RandomKey own = key.split(segment.name());
    switch (this) {
      case ZEROS -> Arrays.fill(theta, from, from + n, 0f);
      case ONES -> Arrays.fill(theta, from, from + n, 1f);
      case ORTHOGONAL -> {
        own.normals(0, n, theta, from);
        Shape shape = segment.shape();
        int rows = shape.rank() == 1 ? 1 : shape.extent(0);
        Orthonormal.make(rows, n / Math.max(1, rows), theta, from);
      }
      case GLOROT_UNIFORM, HE_UNIFORM, LECUN_UNIFORM -> {
        double limit = Math.sqrt(3 * variance(segment.shape()));
        own.uniforms(0, n, -limit, limit, theta, from);
      }
      default -> {
        own.normals(0, n, theta, from);
        double deviation = Math.sqrt(variance(segment.shape()));
        for (int i = from; i < from + n; i++) {
          theta[i] = (float) (theta[i] * deviation);
        }
      }
    }
  }

  /** The variance of an element; of an orthogonal matrix, one over its longer side. */
  public double variance(Shape shape) {
    return switch (this) {
      case ZEROS, ONES -> 0;
      case GLOROT_NORMAL, GLOROT_UNIFORM -> 2.0 / (fanIn(shape) + fanOut(shape));
      case HE_NORMAL, HE_UNIFORM -> 2.0 / fanIn(shape);
      case LECUN_NORMAL, LECUN_UNIFORM -> 1.0 / fanIn(shape);
      case ORTHOGONAL -> {
        int rows = shape.rank() == 1 ? 1 : shape.extent(0);
        yield 1.0 / Math.max(rows, shape.size() / rows);
      }
      case EMBEDDING -> 1.0 / shape.columns();
      case TENTH -> 0.01;
    };
  }

  /** Number of inputs that an output is a sum of. */
  static int fanIn(Shape shape) {
    return shape.rank() > 2 ? shape.size() / shape.extent(0) : shape.rows();
  }

  /** Number of outputs that an input goes into, at stride 1. */
  static int fanOut(Shape shape) {
    return shape.rank() > 2 ? shape.size() / shape.extent(1) : shape.columns();
  }
}
