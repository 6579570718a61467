package dev.fluxion.autodiff.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.AttentionOp;
import dev.fluxion.autodiff.op.CombineOp;
import dev.fluxion.autodiff.op.Conv2dOp;
import dev.fluxion.autodiff.op.SumOp;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Recording: shapes, names, and errors on the line that wrote them. */
class TapeTest {
  private final Tape tape = new Tape();
  private final Tensor x = tape.input("x", 2, 3);
  private final Tensor w = tape.parameter("w", Role.WEIGHT, 4, 5);
  private final Tensor v = tape.parameter("v", Role.BIAS, 3);
  private final Tensor s = v.sum();

  @Test
  void shapeErrorsNameTheOpBothTensorsAndBothShapes() {
    requireShapeError(
        () -> x.matmul(w),
        "matmul: the columns of the first (3) must equal the rows of the second (4)",
        "; got [x (2×3), w (4×5)]");
    requireShapeError(
        () -> v.matmul(x), "matmul: takes matrices (rank 2)", "; got [v (3), x (2×3)]");
    requireShapeError(
        () -> w.addBias(v),
        "add-bias: the bias must be a vector as long as the rows (5)",
        "; got [w (4×5), v (3)]");
    requireShapeError(
        () -> x.plus(w),
        "add: extents 2 and 4 do not fit; aligned at the last axis",
        "; got [x (2×3), w (4×5)]");
    requireShapeError(
        () -> x.minus(w.slice(0, 0, 2)),
        "subtract: extents 3 and 5 do not fit",
        "; got [x (2×3), slice#4 (2×5)]");
    requireShapeError(
        () -> x.meanSquaredError(w),
        "mean-squared-error: the shapes must be equal",
        "; got [x (2×3), w (4×5)]");
    requireShapeError(
        () -> tape.apply(new CombineOp(), s, x),
        "combine: takes two scalars",
        "; got [sum#3 (scalar), x (2×3)]");
    for (Executable unary : List.<Executable>of(s::sum, s::softmax, () -> s.slice(0, 0, 1))) {
      requireShapeError(unary, ": takes a tensor, not a scalar", "; got [sum#3 (scalar)]");
    }
    Tensor empty = tape.input("empty", 0, 3);
    requireShapeError(
        () -> empty.meanSquaredError(empty),
        "mean-squared-error: has no mean over zero elements",
        "; got [empty (0×3), empty (0×3)]");
    requireShapeError(
        () -> tape.apply(new SumOp(), x, v),
        "sum: takes 1 inputs, not 2",
        "; got [x (2×3), v (3)]");
  }

  /** The line is the one of the call, not a later one of compile or replay. */
  @Test
  void shapeErrorsAreThrownOnTheLineThatWroteThem() {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, this::wrongLine);
    String firstOwnFrame =
        Arrays.stream(e.getStackTrace())
            .filter(f -> f.getClassName().equals(TapeTest.class.getName()))
            .findFirst()
            .orElseThrow()
            .getMethodName();
    assertEquals("wrongLine", firstOwnFrame);
  }

  private void wrongLine() {
    x.matmul(w);
  }

  @Test
  void aRefusedOpLeavesTheTapeAsItWas() {
    assertThrows(IllegalArgumentException.class, () -> x.matmul(w));
    assertThrows(IllegalArgumentException.class, () -> tape.parameter("x", Role.BIAS, 7));
    assertThrows(IllegalArgumentException.class, () -> tape.parameter("u", Role.BIAS, -7));
    assertEquals("sum#4", v.sum().name());
    assertEquals(23, tape.layout().size());
  }

  @Test
  void opsGiveTheShapesOfTheirFormulas() {
    Tensor h = x.matmul(tape.parameter("u", Role.WEIGHT, 3, 4));
    assertEquals(Shape.of(2, 4), h.shape());
    assertEquals(Shape.of(2, 3), x.addBias(v).relu().square().tanh().sigmoid().shape());
    assertEquals(Shape.of(2, 4), h.plus(h).minus(h).times(h).shape());
    assertEquals(Shape.SCALAR, h.sum().shape());
    assertEquals(Shape.SCALAR, h.meanSquaredError(h).shape());
    assertEquals(Shape.SCALAR, s.plus(s).minus(s).times(s).square().shape());
    assertEquals(Shape.of(2, 3), x.plus(s).times(v).shape());
    assertEquals(Shape.of(2, 3), s.minus(x).plus(1).shape());
  }

  @Test
  void parametersLieInTheFlatArrayInTheOrderOfRecording() {
    assertEquals(List.of(new Range("w", 0, 20), new Range("v", 20, 3)), tape.layout().tensors());
    assertEquals(
        List.of(Role.WEIGHT, Role.BIAS),
        tape.layout().segments().collect(segment -> segment.role()));
  }

  @Test
  void namesAreUniqueAndTensorsHaveExtents() {
    assertEquals("the tape already has a tensor called 'x'", refusal(() -> tape.input("x", 1)));
    assertEquals("the tape already has a tensor called 'w'", refusal(() -> tape.input("w", 1)));
    assertEquals("'y' needs at least one extent", refusal(() -> tape.input("y")));
  }

  @Test
  void tensorsOfAnotherTapeAreRefused() {
    Tensor other = new Tape().input("other", 2, 3);
    assertEquals("other (2×3) belongs to another tape", refusal(() -> x.plus(other)));
    assertEquals("other (2×3) belongs to another tape", refusal(() -> x.matmul(other)));
    Tensor loss = other.sum();
    assertEquals("sum#1 (scalar) belongs to another tape", refusal(() -> tape.compile(loss)));
    assertEquals(
        "sum#1 (scalar) belongs to another tape",
        refusal(() -> tape.apply(new CombineOp(), s, loss)));
  }

  @Test
  void lossMustBeAScalar() {
    assertEquals("the loss must be a scalar, not x (2×3)", refusal(() -> tape.compile(x)));
  }

  @Test
  void aProgramDoesNotFollowItsTape() {
    Program program = tape.compile(s);
    String before = program.describe();
    tape.parameter("late", Role.WEIGHT, 100);
    x.sum();
    assertEquals(23, program.layout().size());
    assertEquals(before, program.describe());
  }

  @Test
  void descriptionListsOneInstructionPerLine() {
    Tensor y = tape.input("y", 2, 3);
    Program program = tape.compile(x.addBias(v).meanSquaredError(y));
    List<String> lines = program.describe().lines().toList();
    assertEquals(6, lines.size(), program.describe());
    requireLine(lines.get(0), "x (2×3)", "input");
    requireLine(lines.get(1), "v (3)", "parameter");
    requireLine(lines.get(2), "y (2×3)", "input");
    requireLine(lines.get(3), "add-bias#5 (2×3)", "of x v");
    requireLine(lines.get(4), "mean-squared-error#6 (scalar)", "of add-bias#5 y");
    requireLine(lines.get(5), "loss: mean-squared-error#6, parameters: 23, arena: ", " bytes");
  }

  private static void requireLine(String line, String start, String end) {
    assertTrue(line.startsWith(start) && line.endsWith(end), line);
  }

  private static void requireShapeError(Executable line, String start, String end) {
    String message = refusal(line);
    assertTrue(message.contains(start), message);
    assertTrue(message.endsWith(end), message);
  }

  private static String refusal(Executable line) {
    return assertThrows(IllegalArgumentException.class, line).getMessage();
  }

  @Test
  void flopsAndBytesAreCounted() {
    Tape tape = new Tape();
    Tensor x = tape.input("x", 4, 3);
    Tensor product = x.matmul(tape.parameter("w", Role.WEIGHT, 3, 5));
    Program program = tape.compile(product.square().sum());
    assertEquals(2 * 4 * 3 * 5 + 20 + 20, program.flops());
    assertEquals(4 * (12 + 15 + 20 + 20 + 20 + 20 + 1), program.bytes());
    assertEquals(
        2 * 6 * 7 * 2 * 3 * 3,
        new Conv2dOp().flops(List.of(Shape.of(1, 2, 8, 9), Shape.of(1, 2, 3, 3))));
    assertEquals(
        2 * 5 * (4 * 3 + 4 * 2),
        new AttentionOp().flops(List.of(Shape.of(4, 3), Shape.of(5, 3), Shape.of(5, 2))));
  }

  @Test
  void theGraphNamesWhatItShows() {
    Tape tape = new Tape();
    Tensor w = tape.parameter("w \"0\"", Role.WEIGHT, 3);
    Program program = tape.compile(w.times(tape.input("x", 3)).sum()).freeze("w \"0\"");
    String dot = program.dot();
    assertTrue(dot.startsWith("digraph program {"), dot);
    assertTrue(dot.contains("n0 [shape=house, label=\"w \\\"0\\\"\"];"), dot);
    assertTrue(dot.contains("n0 -> n2 [label=\"3\"];"), dot);
    assertTrue(program.describe().contains("parameter, frozen"), program.describe());
  }
}
