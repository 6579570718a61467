package dev.fluxion.models;

import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.op.AffineOp;
import dev.fluxion.autodiff.op.AttentionOp;
import dev.fluxion.autodiff.op.BatchedMatMulOp;
import dev.fluxion.autodiff.op.Conv2dOp;
import dev.fluxion.autodiff.op.MatMulOp;
import dev.fluxion.autodiff.tape.Instruction;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import java.util.HashMap;
import java.util.Map;

/**
 * Floating-point operations of a forward pass, counted from the instructions of a program. Only
 * products count; what costs a few operations for each element, such as norms and activations, is
 * left out. A backward pass costs twice as much again.
 *
 * <p>Formula: {@code 2·m·n·k} for (m×k)·(k×n); {@code 2·|y|·(channels in)·|window|} for a
 * convolution with result y; {@code 2·t·s·(d + e)} for attention of t queries to s keys of d
 * features with values of e, masked or not, as the engine computes it.
 *
 * <p>Source: A. Chowdhery et al., «PaLM: Scaling Language Modeling with Pathways», 2022, appendix
 * B.
 */
public final class Flops {
  private final Map<String, Long> bySegment = new HashMap<>();
  private long others;

  private Flops(Program program) {
    for (Segment segment : program.layout().segments()) {
      bySegment.put(segment.name(), 0L);
    }
    program.listing().forEach(this::count);
  }

  /** Those of a program. */
  public static Flops of(Program program) {
    return new Flops(program);
  }

  /** Those of a model on some rows; on as many as it has nodes if it is tied to a graph. */
  public static Flops of(Model model, int rows) {
    int n = model.rows() == 0 ? rows : model.rows();
    Tape tape = new Tape();
    return of(tape.compile(model.record(tape, tape.input("x", n, model.inputs())).sum()));
  }

  /** Those of the products with one segment. */
  public long of(Segment segment) {
    Long flops = bySegment.get(segment.name());
    if (flops == null) {
      throw new IllegalArgumentException("the program has no segment '" + segment.name() + "'");
    }
    return flops;
  }

  /** Those of products without parameters, such as attention. */
  public long withoutParameters() {
    return others;
  }

  /** All together. */
  public long total() {
    return bySegment.values().stream().mapToLong(Long::longValue).sum() + others;
  }

  /** Counts for the first segment that takes part, if there is one. */
  private void count(Instruction instruction) {
    long flops = products(instruction);
    instruction.operands().stream()
        .filter(bySegment::containsKey)
        .findFirst()
        .ifPresentOrElse(
            name -> bySegment.merge(name, flops, Math::addExact),
            () -> others = Math.addExact(others, flops));
  }

  private static long products(Instruction instruction) {
    return switch (instruction.op()) {
      case AffineOp o -> new MatMulOp().flops(instruction.shapes().subList(0, 2));
      case MatMulOp o -> instruction.flops();
      case BatchedMatMulOp o -> instruction.flops();
      case Conv2dOp o -> instruction.flops();
      case AttentionOp o -> instruction.flops();
      default -> 0;
    };
  }
}
