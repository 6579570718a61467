package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * A differentiable operation: how its shape follows from its inputs, its float engine, and its
 * plain definition in double.
 *
 * <p>An op is an immutable record; its components are its attributes. To add one, write its file
 * and name its class in {@code META-INF/services/dev.fluxion.autodiff.op.Op}; record it with {@code
 * tape.apply(new MyOp(), x)}. The contract tests then find it by themselves.
 */
public interface Op extends Described {
  /**
   * The shape of the output.
   *
   * @throws IllegalArgumentException if the inputs do not fit; the tape adds names and shapes
   */
  Shape shape(List<Shape> inputs);

  /** Float engine: computes the output from the inputs. Must not allocate. */
  void forward(FloatFrame frame);

  /**
   * Float engine: <em>adds</em> to the gradient of every wanted input. Must not allocate. Inputs
   * and output hold the values of the forward pass.
   */
  void backward(FloatFrame frame);

  /** Definition in double: computes the output from the inputs. */
  void define(DoubleFrame frame);

  /** Definition in double: adds to the gradients of the inputs. */
  void defineBackward(DoubleFrame frame);

  /** Number of floats of scratch memory the engine needs. */
  default int scratch(List<Shape> inputs) {
    return 0;
  }

  /** Inputs on which the contract tests try this op. */
  List<Sample> samples();

  /**
   * A case for the contract tests.
   *
   * @param shapes the shapes of the inputs
   * @param low smallest value of an input
   * @param high largest value of an input
   * @param kink a value at which the op is not differentiable, to be avoided; NaN if there is none
   */
  record Sample(List<Shape> shapes, double low, double high, double kink) {
    /** A case without a kink, with values from -2 to 2. */
    public static Sample of(Shape... shapes) {
      return new Sample(List.of(shapes), -2, 2, Double.NaN);
    }

    /** The same with a kink. */
    public Sample withKink(double value) {
      return new Sample(shapes, low, high, value);
    }
  }
}
