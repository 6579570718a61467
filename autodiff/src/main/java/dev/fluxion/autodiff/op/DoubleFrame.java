package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;

/**
 * The operands of one instruction in the double interpreter: one array for each, a scalar being an
 * array of length one. Operand numbers count the inputs from 0.
 */
public final class DoubleFrame {
  private final Shape[] shapes;
  private final double[][] values;
  private final double[][] gradients;
  private final int out;

  /**
   * A frame over given memory; the last operand is the output.
   *
   * @param shapes the shapes of the operands
   * @param values their values
   * @param gradients their gradients
   */
  public DoubleFrame(Shape[] shapes, double[][] values, double[][] gradients) {
    this.shapes = shapes;
    this.values = values;
    this.gradients = gradients;
    this.out = shapes.length - 1;
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

  /** The values of the output. */
  public double[] out() {
    return values[out];
  }

  /** The gradient of an input, to be added to. */
  public double[] inGradient(int input) {
    return gradients[input];
  }

  /** The gradient of the output. */
  public double[] outGradient() {
    return gradients[out];
  }
}
