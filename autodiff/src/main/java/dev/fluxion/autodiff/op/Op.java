package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.layout.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
   * and output hold the values of the forward pass; the gradient of the output is not used again
   * and may be overwritten.
   */
  void backward(FloatFrame frame);

  /**
   * Whether the backward engine assigns to gradients that are {@link FloatFrame#isFresh}, which
   * saves setting them to zero.
   */
  default boolean assigns() {
    return false;
  }

  /** Definition in double: computes the output from the inputs. */
  void define(DoubleFrame frame);

  /** Definition in double: adds to the gradients of the inputs. */
  void defineBackward(DoubleFrame frame);

  /**
   * Forward mode in double: computes the tangent {@code ẏ = J·ẋ} of the output from those of the
   * inputs, J being the Jacobian. Values are known.
   *
   * <p>Few ops write this: {@link ElementwiseOp}, {@link PairwiseOp}, {@link MeanLossOp} and {@link
   * ReductionOp} ask for a second derivative, {@link LinearOp} and {@link BilinearOp} for nothing,
   * {@link ComposedOp} for simpler ops.
   *
   * @throws UnsupportedOperationException if the op has no rule
   */
  default void defineTangent(DualFrame frame) {
    throw noRule(this, "defineTangent");
  }

  /**
   * Forward over reverse in double: adds to the tangents of the gradients of the inputs, {@code dẋ
   * ← dẋ + Jᵀ·dẏ + J̇ᵀ·dy}. Values, tangents and gradients are known.
   *
   * @throws UnsupportedOperationException if the op has no rule
   */
  default void defineBackwardTangent(DualFrame frame) {
    throw noRule(this, "defineBackwardTangent");
  }

  /** Says which op lacks what. */
  static UnsupportedOperationException noRule(Op op, String method) {
    return new UnsupportedOperationException(
        "op '"
            + op.card().id()
            + "' has no rule for Hessian products; implement "
            + method
            + ", or let it be a LinearOp, a BilinearOp or a ComposedOp");
  }

  /**
   * Whether this is a loss that is convex in its first input: what Gauss–Newton products need to
   * find the outputs of a model.
   */
  default boolean isConvexLoss() {
    return false;
  }

  /** Number of floats of scratch memory the engine needs. */
  default int scratch(List<Shape> inputs) {
    return 0;
  }

  /**
   * Floating-point operations of a forward pass. Sums of products are counted exactly, two for each
   * product; everything else as one for each element of the largest operand.
   */
  default long flops(List<Shape> inputs) {
    long largest = shape(inputs).size();
    for (Shape input : inputs) {
      largest = Math.max(largest, input.size());
    }
    return largest;
  }

  /** Inputs on which the contract tests try this op. */
  List<Sample> samples();

  /**
   * A case for the contract tests.
   *
   * @param shapes the shapes of the inputs
   * @param low smallest value of an input
   * @param high largest value of an input
   * @param kinks values at which the op is not differentiable, to be avoided
   * @param apart whether all values are to differ by as much as possible, for ops with a kink where
   *     two values are equal
   * @param given inputs that are not varied but set, such as class indices, by their number
   */
  record Sample(
      List<Shape> shapes,
      double low,
      double high,
      List<Double> kinks,
      boolean apart,
      Map<Integer, float[]> given) {
    /** A case without a kink, with values from -2 to 2. */
    public static Sample of(Shape... shapes) {
      return new Sample(List.of(shapes), -2, 2, List.of(), false, Map.of());
    }

    /** The same with values of another range. */
    public Sample between(double smallest, double largest) {
      return new Sample(shapes, smallest, largest, kinks, apart, given);
    }

    /** The same with kinks. */
    public Sample withKinks(Double... values) {
      return new Sample(shapes, low, high, List.of(values), apart, given);
    }

    /** The same with values that keep apart from each other. */
    public Sample keptApart() {
      return new Sample(shapes, low, high, kinks, true, given);
    }

    /** The same with the data of one input given. */
    public Sample with(int input, float... data) {
      Map<Integer, float[]> all = new HashMap<>(given);
      all.put(input, data);
      return new Sample(shapes, low, high, kinks, apart, Map.copyOf(all));
    }
  }
}
