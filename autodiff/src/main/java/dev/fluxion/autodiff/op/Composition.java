package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An op written with simpler ones. Operands are numbered: the inputs of the op from 0 on, then
 * every result.
 *
 * <p>Formula: forward {@code y + εẏ}, one part after the other; backward {@code dx + εdẋ}, from the
 * last to the first.
 *
 * <pre>{@code
 * int log = parts.apply(new LogSoftmaxOp(), 0);
 * parts.apply(new ExpOp(), log);
 * }</pre>
 */
public final class Composition {
  private final List<Shape> shapes = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final List<double[]> tangents = new ArrayList<>();
  private final List<double[]> gradients = new ArrayList<>();
  private final List<double[]> gradientTangents = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final int inputs;

  /** An op at its operands. */
  private record Part(Op op, DualFrame frame) {}

  Composition(List<Shape> inputs) {
    this.inputs = inputs.size();
    inputs.forEach(this::add);
  }

  private int add(Shape shape) {
    shapes.add(shape);
    values.add(new double[shape.size()]);
    tangents.add(new double[shape.size()]);
    gradients.add(new double[shape.size()]);
    gradientTangents.add(new double[shape.size()]);
    return shapes.size() - 1;
  }

  /** The shape of an operand. */
  public Shape shape(int operand) {
    return shapes.get(operand);
  }

  /** A constant; returns its number. */
  public int constant(Shape shape, double... elements) {
    int number = add(shape);
    System.arraycopy(elements, 0, values.get(number), 0, shape.size());
    return number;
  }

  /** Applies an op to operands; returns the number of the result. */
  public int apply(Op op, int... operands) {
    List<Shape> of = new ArrayList<>();
    for (int operand : operands) {
      of.add(shapes.get(operand));
    }
    int result = add(op.shape(of));
    int[] all = Arrays.copyOf(operands, operands.length + 1);
    all[operands.length] = result;
    Shape[] s = new Shape[all.length];
    for (int i = 0; i < all.length; i++) {
      s[i] = shapes.get(all[i]);
    }
    parts.add(
        new Part(
            op,
            new DualFrame(
                s,
                pick(values, all),
                pick(tangents, all),
                pick(gradients, all),
                pick(gradientTangents, all))));
    return result;
  }

  private static double[][] pick(List<double[]> memory, int[] operands) {
    double[][] picked = new double[operands.length][];
    for (int i = 0; i < operands.length; i++) {
      picked[i] = memory.get(operands[i]);
    }
    return picked;
  }

  /**
   * Computes values and tangents of all parts from those of the inputs; returns the last tangent.
   */
  double[] move(DualFrame outer) {
    for (int i = 0; i < inputs; i++) {
      System.arraycopy(outer.in(i), 0, values.get(i), 0, outer.in(i).length);
      System.arraycopy(outer.inTangent(i), 0, tangents.get(i), 0, outer.inTangent(i).length);
    }
    for (Part part : parts) {
      part.op().define(part.frame().point());
      part.op().defineTangent(part.frame());
    }
    return tangents.getLast();
  }

  /** Adds to the tangents of the gradients of the inputs, after {@link #move}. */
  void turnBack(DualFrame outer) {
    gradients.forEach(gradient -> Arrays.fill(gradient, 0));
    gradientTangents.forEach(tangent -> Arrays.fill(tangent, 0));
    System.arraycopy(outer.outGradient(), 0, gradients.getLast(), 0, outer.outGradient().length);
    System.arraycopy(
        outer.outGradientTangent(), 0, gradientTangents.getLast(), 0, outer.outGradient().length);
    for (Part part : parts.reversed()) {
      part.op().defineBackward(part.frame().point());
      part.op().defineBackwardTangent(part.frame());
    }
    for (int i = 0; i < inputs; i++) {
      double[] tangent = outer.inGradientTangent(i);
      for (int j = 0; j < tangent.length; j++) {
        tangent[j] += gradientTangents.get(i)[j];
      }
    }
  }
}
