package dev.fluxion.models;

import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.AffineOp;
import dev.fluxion.autodiff.op.AttentionOp;
import dev.fluxion.autodiff.op.BatchedMatMulOp;
import dev.fluxion.autodiff.op.Conv2dOp;
import dev.fluxion.autodiff.op.MatMulOp;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private static final Pattern LINE = Pattern.compile("(\\S+) \\((scalar|[0-9×]+)\\)\\s*(.*)");

  private static final String OPERANDS = "   of ";

  /** What counts, by the formula that a program prints. */
  private static final Map<String, Op> PRODUCTS =
      Stream.of(
              new MatMulOp(),
              new AffineOp(),
              new BatchedMatMulOp(),
              new Conv2dOp(),
              new AttentionOp())
          .collect(Collectors.toMap(op -> op.card().formula(), op -> op));

  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, Long> bySegment = new HashMap<>();
  private long others;

  private Flops(Program program) {
    for (Segment segment : program.layout().segments()) {
      bySegment.put(segment.name(), 0L);
    }
    program.describe().lines().filter(line -> !line.startsWith("loss: ")).forEach(this::count);
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

  /** One line of a program: name, shape, and formula with the names of the operands. */
  private void count(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalStateException("an instruction that cannot be read: " + line);
    }
    Shape shape = shape(parts.group(2));
    shapes.put(parts.group(1), shape);
    int end = parts.group(3).lastIndexOf(OPERANDS);
    if (end < 0) {
      return; // an input or a parameter
    }
    Op product = PRODUCTS.get(parts.group(3).substring(0, end));
    if (product == null) {
      return;
    }
    List<String> operands = List.of(parts.group(3).substring(end + OPERANDS.length()).split(" "));
    long flops = flops(product, operands.stream().map(shapes::get).toList(), shape);
    operands.stream()
        .filter(bySegment::containsKey)
        .findFirst()
        .ifPresentOrElse(
            name -> bySegment.merge(name, flops, Math::addExact),
            () -> others = Math.addExact(others, flops));
  }

  private static Shape shape(String text) {
    return text.equals("scalar")
        ? Shape.SCALAR
        : Shape.of(Arrays.stream(text.split("×")).mapToInt(Integer::parseInt).toArray());
  }

  private static long flops(Op product, List<Shape> operands, Shape out) {
    Shape first = operands.get(0);
    Shape second = operands.get(1);
    return switch (product) {
      case Conv2dOp o -> 2L * out.size() * (second.size() / second.extent(0));
      case AttentionOp o -> {
        long pairs = (long) first.rows() * second.extent(second.rank() - 2);
        yield 2 * pairs * (first.columns() + operands.get(2).columns());
      }
      // A is m × k, or stored as k × m
      case BatchedMatMulOp o -> {
        int matrix = first.extent(first.rank() - 2) * first.columns();
        yield 2L * out.size() * (matrix / out.extent(out.rank() - 2));
      }
      default -> 2L * out.size() * first.columns();
    };
  }
}
