package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import dev.fluxion.models.Activation;
import dev.fluxion.models.Mlp;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.classical.Sgd;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fifty steps of training a net 4-16-3 on 64 rows, against the curves of PyTorch: the definitions
 * to the last digits of a double, the engine to those of a float.
 */
class GoldenTrainingTest {
  private static final int ROWS = 64;

  private static final Map<String, OptimizerSpec> RULES =
      Map.of(
          "SGD_lr0.1", new Sgd(0.1, 0, 0, false, 0),
          "SGD_lr0.1_momentum0.9", new Sgd(0.1, 0.9, 0, false, 0),
          "Adam_lr0.01", new Adam(0.01, 0.9, 0.999, 1e-8, 0),
          "AdamW_lr0.01_wd0.1", new AdamW(0.01, 0.9, 0.999, 1e-8, 0.1));

  private final JsonNode golden = golden();
  private final Mlp net = new Mlp(Activation.TANH, 4, 16, 3);
  private final Program program = program();

  private static JsonNode golden() {
    try (InputStream in = GoldenTrainingTest.class.getResourceAsStream("/golden/mlp_tanh.json")) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Program program() {
    Tape tape = new Tape();
    Tensor logits = net.record(tape, tape.input("x", ROWS, 4));
    return tape.compile(logits.crossEntropy(tape.input("y", ROWS)));
  }

  /** W₁, b₁, W₂, b₂; the weights are stored as out × in there, in × out here. */
  private static double[] parameters(JsonNode json) {
    double[] theta = new double[4 * 16 + 16 + 16 * 3 + 3];
    for (int i = 0; i < 16; i++) {
      for (int j = 0; j < 4; j++) {
        theta[j * 16 + i] = json.get("W1").get(i).get(j).asDouble();
      }
      theta[64 + i] = json.get("b1").get(i).asDouble();
      for (int j = 0; j < 3; j++) {
        theta[80 + i * 3 + j] = json.get("W2").get(j).get(i).asDouble();
        theta[128 + j] = json.get("b2").get(j).asDouble();
      }
    }
    return theta;
  }

  private double[] data(String name, int columns) {
    double[] data = new double[ROWS * columns];
    for (int i = 0; i < data.length; i++) {
      JsonNode row = golden.get(name).get(i / columns);
      data[i] = columns == 1 ? row.asDouble() : row.get(i % columns).asDouble();
    }
    return data;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SGD_lr0.1", "SGD_lr0.1_momentum0.9", "Adam_lr0.01", "AdamW_lr0.01_wd0.1"})
  void theDefinitionsFollowPyTorchInDouble(String run) {
    JsonNode expected = golden.get("runs").get(run).get("float64");
    DefinitionWorkspace workspace = program.newDefinitionWorkspace();
    workspace.set("x", data("X", 4));
    workspace.set("y", data("y", 1));
    double[] theta = parameters(golden.get("w0"));
    double[] gradient = new double[theta.length];
    OptimizerDefinition rule = RULES.get(run).startDefinition(program.layout(), RandomKey.of(1));
    for (int step = 0; step < expected.get("loss").size(); step++) {
      double loss = workspace.valueAndGradient(theta, gradient);
      assertEquals(expected.get("loss").get(step).asDouble(), loss, 1e-12, "step " + step);
      if (step == 0) {
        compare(parameters(expected.get("first_grad")), gradient, 1e-14);
      }
      if (step == 50) {
        compare(parameters(expected.get("final")), theta, 1e-11);
      }
      rule.step(theta, gradient, loss);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SGD_lr0.1", "SGD_lr0.1_momentum0.9", "Adam_lr0.01", "AdamW_lr0.01_wd0.1"})
  void theEngineFollowsThemInFloat(String run) {
    JsonNode expected = golden.get("runs").get(run).get("float64");
    Workspace workspace = program.newWorkspace();
    workspace.set("x", Convert.toFloat(data("X", 4)));
    workspace.set("y", Convert.toFloat(data("y", 1)));
    float[] theta = Convert.toFloat(parameters(golden.get("w0")));
    float[] gradient = new float[theta.length];
    Optimizer rule = RULES.get(run).start(program.layout(), RandomKey.of(1));
    for (int step = 0; step < expected.get("loss").size(); step++) {
      double loss = workspace.valueAndGradient(theta, gradient);
      assertEquals(expected.get("loss").get(step).asDouble(), loss, 2e-6, "step " + step);
      if (step == 0) {
        compare(parameters(expected.get("first_grad")), Convert.toDouble(gradient), 1e-6);
      }
      if (step == 50) {
        compare(parameters(expected.get("final")), Convert.toDouble(theta), 1e-5);
      }
      rule.step(theta, gradient, loss);
    }
  }

  private static void compare(double[] expected, double[] actual, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance, "parameter " + i);
    }
  }
}
