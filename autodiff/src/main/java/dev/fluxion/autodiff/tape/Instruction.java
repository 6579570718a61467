package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.Op;
import java.util.List;

/**
 * An instruction of a {@link Program}, for those who want to look at one.
 *
 * @param name the name of its result
 * @param op what it does
 * @param operands the names of its operands: inputs, parameters, results
 * @param shapes the shapes of its operands
 * @param shape the shape of its result
 */
public record Instruction(
    String name, Op op, List<String> operands, List<Shape> shapes, Shape shape) {
  /** Floating-point operations of a forward pass, counted as {@link Op#flops} says. */
  public long flops() {
    return op.flops(shapes);
  }

  /** Bytes that a forward pass reads and writes. */
  public long bytes() {
    long elements = shape.size();
    for (Shape operand : shapes) {
      elements += operand.size();
    }
    return Float.BYTES * elements;
  }
}
