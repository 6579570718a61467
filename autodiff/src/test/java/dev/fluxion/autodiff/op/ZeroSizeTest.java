package dev.fluxion.autodiff.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors without elements: an op refuses them with a reason, or engine and definition agree. */
class ZeroSizeTest {
  static List<Op> ops() {
    return Catalog.load("op", Op.class).all();
  }

  @ParameterizedTest
  @MethodSource("ops")
  void emptyTensorsAreRefusedOrComputedAlike(Op op) {
    for (Op.Sample sample : op.samples()) {
      int rows = sample.shapes().get(0).isScalar() ? 0 : sample.shapes().get(0).extent(0);
      Tape tape = new Tape();
      Tensor[] inputs = new Tensor[sample.shapes().size()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = input(tape, "x" + i, sample.shapes().get(i), rows);
      }
      try {
        Tensor out = tape.apply(op, inputs);
        compare(op, tape.compile(out.shape().isScalar() ? out : out.sum()));
      } catch (IllegalArgumentException refusal) {
        assertFalse(refusal.getMessage().isBlank());
      }
    }
  }

  /** The first extent becomes 0 where it is that of the first input. */
  private static Tensor input(Tape tape, String name, Shape shape, int rows) {
    if (shape.isScalar()) {
      return tape.parameter(name, Role.COORDINATE, 1).sum();
    }
    int[] extents = new int[shape.rank()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = i == 0 && shape.extent(0) == rows ? 0 : shape.extent(i);
    }
    return tape.parameter(name, Role.COORDINATE, extents);
  }

  private static void compare(Op op, Program program) {
    int n = program.layout().size();
    Workspace engine = program.newWorkspace();
    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    float[] gradient = new float[n];
    double[] expected = new double[n];
    double value = engine.valueAndGradient(new float[n], gradient);
    assertEquals(definition.valueAndGradient(new double[n], expected), value, 1e-6, op.toString());
    for (int i = 0; i < n; i++) {
      assertEquals(expected[i], gradient[i], 1e-6, op + " " + i);
    }
  }
}
