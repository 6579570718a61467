package dev.fluxion.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ModelTest {
  private static final RandomKey KEY = RandomKey.of(1);

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

  @Test
  void sameKeySameBits() {
    for (Model model : Model.catalog().all()) {
      assertArrayEquals(model.initialize(KEY), model.initialize(RandomKey.of(1)));
      assertNotEquals(
          Arrays.hashCode(model.initialize(KEY)),
          Arrays.hashCode(model.initialize(RandomKey.of(2))),
          model.card().id());
    }
  }

  @Test
  void theStartOfATanhNetIsWhatItAlwaysWas() {
    float[] theta = new Mlp(Activation.TANH, 2, 16, 1).initialize(KEY);
    float[] normals = new float[32];
    KEY.split("layer1/weight").normals(0, 32, normals, 0);
    for (int i = 0; i < 32; i++) {
      assertEquals((float) (normals[i] * Math.sqrt(2.0 / 18)), theta[i]);
    }
  }

  @Test
  void weightsStartByARuleOfChoice() {
    Transformer net = new Transformer();
    float[] usual = net.initialize(KEY);
    float[] theta = net.initialize(KEY, Initializer.ZEROS);
    for (Segment s : net.layout().segments()) {
      for (int i = s.offset(); i < s.offset() + s.size(); i++) {
        assertEquals(s.shape().rank() > 1 ? 0f : usual[i], theta[i], s.name());
      }
    }
  }

  @Test
  void scalesOfNormsStartAtOne() {
    for (Model model : List.of(new Transformer(), new ResidualNet())) {
      float[] theta = model.initialize(KEY);
      var scales = model.layout().segments().select(s -> s.name().endsWith("scale"));
      assertTrue(scales.notEmpty());
      for (Segment s : scales) {
        assertEquals(Role.SCALE, s.role(), s.name()); // so that decay of weights leaves it alone
        assertEquals(1f, theta[s.offset()], s.name());
        assertEquals(1f, theta[s.offset() + s.size() - 1], s.name());
      }
    }
  }

  @Test
  void aTransformerDoesNotSeeWhatComesLater() {
    Transformer net = new Transformer(6, 4, 8, 2, 2, true);
    double[] theta = Convert.toDouble(net.initialize(KEY));
    double[] one = logits(net, theta, 3, 1, 4, 1);
    double[] other = logits(net, theta, 3, 1, 5, 0);
    assertArrayEquals(Arrays.copyOf(one, 12), Arrays.copyOf(other, 12));
    for (int position = 2; position < 4; position++) {
      assertNotEquals(one[6 * position], other[6 * position]);
    }
    double[] shorter = logits(net, theta, 3, 1);
    assertArrayEquals(Arrays.copyOf(one, 12), shorter);
  }

  private static double[] logits(Transformer net, double[] theta, double... tokens) {
    Tape tape = new Tape();
    Tensor out = net.record(tape, tape.input("x", 1, tokens.length));
    DefinitionWorkspace workspace = tape.compile(out.sum()).newDefinitionWorkspace();
    workspace.set("x", tokens);
    workspace.value(theta);
    return workspace.read(out);
  }

  @Test
  void aGraphNetDoesNotKnowTheOrderOfItsNodes() {
    // a star of 4 nodes with centre 0, and the same with centre 3
    var star = IntLists.immutable.with(0, 3, 4, 5, 6);
    var turned = IntLists.immutable.with(0, 1, 2, 3, 6);
    var widths = IntLists.immutable.with(1, 3, 2);
    GraphSage net =
        new GraphSage(star, IntLists.immutable.with(1, 2, 3, 0, 0, 0), widths, Activation.TANH);
    GraphSage other =
        new GraphSage(turned, IntLists.immutable.with(3, 3, 3, 2, 1, 0), widths, Activation.TANH);
    double[] theta = Convert.toDouble(net.initialize(KEY));
    double[] y = outputs(net, theta, 1, 2, 3, 4);
    double[] z = outputs(other, theta, 4, 3, 2, 1);
    for (int i = 0; i < 8; i++) {
      assertEquals(y[i], z[2 * (3 - i / 2) + i % 2], 1e-15);
    }
  }

  private static double[] outputs(GraphSage net, double[] theta, double... x) {
    Tape tape = new Tape();
    Tensor out = net.record(tape, tape.input("x", net.rows(), 1));
    DefinitionWorkspace workspace = tape.compile(out.sum()).newDefinitionWorkspace();
    workspace.set("x", x);
    workspace.value(theta);
    return workspace.read(out);
  }

  @Test
  void aBigramIsItsFormula() {
    Bigram net = new Bigram(5, 2, Activation.RELU);
    float[] theta = net.initialize(KEY, Initializer.GLOROT_NORMAL);
    Tape tape = new Tape();
    Tensor out = net.record(tape, tape.input("x", 1, 1));
    DefinitionWorkspace workspace = tape.compile(out.sum()).newDefinitionWorkspace();
    workspace.set("x", new double[] {3});
    workspace.value(Convert.toDouble(theta));
    double[] h = {theta[6], theta[7]}; // row 3 of the table
    h = Arrays.stream(product(h, theta, 10, 2)).map(StrictMath::tanh).toArray();
    h = Arrays.stream(product(h, theta, 14, 4)).map(v -> Math.max(0, v)).toArray();
    h = product(product(h, theta, 22, 2), theta, 30, 5);
    assertArrayEquals(h, workspace.read(out), 1e-14);
  }

  /** A row times a matrix that begins at an offset. */
  private static double[] product(double[] row, float[] theta, int offset, int columns) {
    double[] y = new double[columns];
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < columns; j++) {
        y[j] += row[i] * theta[offset + i * columns + j];
      }
    }
    return y;
  }

  @Test
  void wrongSettingsAreRefused() {
    var widths = IntLists.immutable.with(1, 1);
    refuses(
        "width = 6 must be a multiple of heads = 4", () -> new Transformer(3, 2, 6, 4, 1, true));
    refuses("vocabulary = 0", () -> new Transformer(0, 2, 6, 2, 1, true));
    refuses("vocabulary = 16777217", () -> new Bigram((1 << 24) + 1, 4, Activation.RELU));
    refuses(
        "widths is empty",
        () -> new ResidualNet(1, 4, IntLists.immutable.empty(), 1, 2, Activation.RELU));
    refuses("blocks = 0", () -> new ResidualNet(1, 4, widths, 0, 2, Activation.RELU));
    refuses(
        "neighbors has 1, but nodes are 0 to 0",
        () ->
            new GraphSage(
                IntLists.immutable.with(0, 1),
                IntLists.immutable.with(1),
                widths,
                Activation.TANH));
    refuses(
        "without nodes",
        () ->
            new GraphSage(
                IntLists.immutable.with(0), IntLists.immutable.empty(), widths, Activation.TANH));
    refuses(
        "starts fall at node 2",
        () ->
            new GraphSage(
                IntLists.immutable.with(0, 2, 1),
                IntLists.immutable.with(0),
                widths,
                Activation.TANH));
  }

  @Test
  void inputsThatDoNotFitAreRefused() {
    refuses(
        "needs a row for each of its 5 nodes",
        () -> {
          Tape tape = new Tape();
          new GraphSage().record(tape, tape.input("x", 4, 3));
        });
    refuses(
        "takes rows of 1 to 8 token indices",
        () -> {
          Tape tape = new Tape();
          new Transformer().record(tape, tape.input("x", 2, 9));
        });
  }

  private static void refuses(String message, Executable code) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, code);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
