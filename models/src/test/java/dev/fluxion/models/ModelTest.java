package dev.fluxion.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ModelTest {
  private static final RandomKey KEY = RandomKey.of(1);

  @TestFactory
  Stream<DynamicTest> everyModelHasRightGradients() {
    return Model.catalog().all().stream()
        .map(model -> DynamicTest.dynamicTest(model.card().id(), () -> gradients(model)));
  }

  private static void gradients(Model model) {
    int rows = 5;
    Tape tape = new Tape();
    Tensor x = tape.input("x", rows, model.inputs());
    Tensor y = tape.input("y", rows, model.outputs());
    Program program = tape.compile(model.record(tape, x).meanSquaredError(y));
    float[] inputs = new float[rows * model.inputs()];
    float[] targets = new float[rows * model.outputs()];
    KEY.split("x").normals(0, inputs.length, inputs, 0);
    KEY.split("y").normals(0, targets.length, targets, 0);
    Workspace engine = program.newWorkspace();
    engine.set("x", inputs);
    engine.set("y", targets);
    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    definition.set("x", inputs);
    definition.set("y", targets);
    float[] theta = model.initialize(KEY);
    GradientCheck.formula(definition, Convert.toDouble(theta)).expectBelow(1e-7);
    GradientCheck.engine(engine, definition, theta).expectBelow(1e-5);
  }

  @Test
  void thePolynomialNetHasDegreeThreeToTheDepth() {
    for (int depth = 1; depth <= 3; depth++) {
      PolynomialLogicNet net = new PolynomialLogicNet(1, 2, depth);
      double[] theta = Convert.toDouble(net.initialize(KEY));
      double x = 1e6; // far out, a polynomial grows as its leading term
      double growth = evaluate(net, theta, 2 * x) / evaluate(net, theta, x);
      assertEquals(StrictMath.pow(3, depth), StrictMath.log(growth) / StrictMath.log(2), 1e-3);
    }
  }

  private static double evaluate(Model net, double[] theta, double x) {
    Tape tape = new Tape();
    Tensor out = net.record(tape, tape.input("x", 1, 1));
    DefinitionWorkspace workspace = tape.compile(out.sum()).newDefinitionWorkspace();
    workspace.set("x", new double[] {x});
    return workspace.value(theta);
  }

  @Test
  void aSegmentsInitialValuesDependOnItsNameOnly() {
    float[] narrow = new Mlp(Activation.TANH, 2, 16, 1).initialize(KEY);
    float[] wide = new Mlp(Activation.TANH, 2, 16, 4).initialize(KEY);
    assertArrayEquals(Arrays.copyOf(narrow, 2 * 16), Arrays.copyOf(wide, 2 * 16));
    assertNotEquals(narrow[0], new Mlp(Activation.TANH, 2, 16, 1).initialize(RandomKey.of(2))[0]);
  }

  @Test
  void biasesStartAtZero() {
    Mlp model = new Mlp();
    float[] theta = model.initialize(KEY);
    for (Segment s : model.layout().segments().select(s -> s.role() == Role.BIAS)) {
      for (int i = s.offset(); i < s.offset() + s.size(); i++) {
        assertEquals(0f, theta[i]);
      }
    }
  }

  @Test
  void layersAreNamed() {
    ParameterLayout layout = new PolynomialLogicNet(2, 4, 2).layout();
    assertEquals(
        List.of("layer1", "layer2", "readout"),
        layout.layers().collect(ParameterLayout.Range::name).castToList());
    assertEquals(3 * (2 * 4 + 4) + 3 * (4 * 4 + 4) + 5, layout.size());
  }

  @Test
  void tooFewWidthsAreRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Mlp(Activation.TANH, 3));
    assertTrue(e.getMessage().contains("widths = 3"), e.getMessage());
  }
}
