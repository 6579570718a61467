package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * The operands of one instruction in forward mode: every number is a dual number {@code x + εẋ}
 * with ε² = 0, values and gradients alike.
 *
 * <p>Formula: where a point moves as {@code x + εẋ}, a value moves as {@code y + εẏ} and a gradient
 * as {@code dx + εdẋ}. Here {@code x}, {@code y} are values, {@code ẋ}, {@code ẏ} tangents, {@code
 * dx} gradients and {@code dẋ} tangents of gradients.
 *
 * <p>Source: B. Pearlmutter, «Fast Exact Multiplication by the Hessian», 1994.
 */
public final class DualFrame {
  private final Shape[] shapes;
  private final double[][] values;
  private final double[][] tangents;
  private final double[][] gradients;
  private final double[][] gradientTangents;
  private final DoubleFrame point;
  private final int out;
  private Composition parts;

  /**
   * A frame over given memory; the last operand is the output.
   *
   * @param shapes the shapes of the operands
   * @param values their values
   * @param tangents the tangents of their values
   * @param gradients their gradients
   * @param gradientTangents the tangents of their gradients
   */
  public DualFrame(
      Shape[] shapes,
      double[][] values,
      double[][] tangents,
      double[][] gradients,
      double[][] gradientTangents) {
    this.shapes = shapes;
    this.values = values;
    this.tangents = tangents;
    this.gradients = gradients;
    this.gradientTangents = gradientTangents;
    this.point = new DoubleFrame(shapes, values, gradients);
    this.out = shapes.length - 1;
  }

  /** Values and gradients alone. */
  public DoubleFrame point() {
    return point;
  }

  /** Number of inputs. */
  public int inputs() {
    return out;
  }

  /** Shape of an input. */
  public Shape shape(int input) {
    return shapes[input];
  }

  /** Shape of the output. */
  public Shape outShape() {
    return shapes[out];
  }

  /** The values of an input. */
  public double[] in(int input) {
    return values[input];
  }

  /** The tangents of an input. */
  public double[] inTangent(int input) {
    return tangents[input];
  }

  /** The values of the output. */
  public double[] out() {
    return values[out];
  }

  /** The tangents of the output. */
  public double[] outTangent() {
    return tangents[out];
  }

  /** The gradient of the output. */
  public double[] outGradient() {
    return gradients[out];
  }

  /** The tangents of the gradient of the output. */
  public double[] outGradientTangent() {
    return gradientTangents[out];
  }

  /** The tangents of the gradient of an input, to be added to. */
  public double[] inGradientTangent(int input) {
    return gradientTangents[input];
  }

  /**
   * A frame for {@link Op#define} that reads the tangents of some inputs and the values of the
   * others.
   *
   * @param moving which inputs are tangents
   * @param result where the output goes
   */
  DoubleFrame defining(boolean[] moving, double[] result) {
    double[][] operands = values.clone();
    for (int i = 0; i < out; i++) {
      operands[i] = moving[i] ? tangents[i] : values[i];
    }
    operands[out] = result;
    return new DoubleFrame(shapes, operands, gradients);
  }

  /**
   * A frame in which {@link Op#defineBackward} adds {@code Jᵀ·dẏ} to the tangents of the gradients,
   * J being the Jacobian of the op at the values.
   */
  public DoubleFrame transposed() {
    return new DoubleFrame(shapes, values, gradientTangents);
  }

  /**
   * A frame in which {@link Op#defineBackward} adds to the tangents of the gradients, from the
   * gradient of the output, with tangents in place of all values.
   */
  DoubleFrame crossed() {
    double[][] all = gradientTangents.clone();
    all[out] = gradients[out];
    return new DoubleFrame(shapes, tangents, all);
  }

  /** The parts of a composed op, made at the first call. */
  Composition parts(ComposedOp op) {
    if (parts == null) {
      parts = new Composition(List.of(shapes).subList(0, out));
      op.compose(parts);
    }
    return parts;
  }
}
