package dev.fluxion.optimizers.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.optimizers.OptimizerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Trajectories of the classical optimizers against PyTorch's, in both precisions. */
class PyTorchGoldenTest {
  @TestFactory
  Stream<DynamicTest> definitionFollowsPyTorchInFloat64() throws IOException {
    return tests("optim_float64.json", false, 1e-12);
  }

  @TestFactory
  Stream<DynamicTest> engineFollowsPyTorchInFloat32() throws IOException {
    return tests("optim_float32.json", true, 1e-5);
  }

  private static Stream<DynamicTest> tests(String file, boolean single, double tolerance)
      throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode golden : Golden.read(Golden.FOLDER.resolve(file)).get("cases")) {
      OptimizerSpec spec = PyTorch.spec(golden.get("optimizer").asString(), golden.get("hyper"));
      double allowed = Math.max(tolerance, 100 * golden.get("sensitivity").asDouble());
      tests.add(
          DynamicTest.dynamicTest(
              golden.get("name").asString(), () -> compare(golden, spec, single, allowed)));
    }
    return tests.stream();
  }

  private static void compare(
      JsonNode golden, OptimizerSpec spec, boolean single, double tolerance) {
    double[] start = Golden.numbers(golden.get("theta").get("0"));
    double[] loss = Golden.numbers(golden.get("loss"));
    int iterations = PyTorch.iterations(golden.get("optimizer").asString(), golden.get("hyper"));
    int steps = (loss.length - 1) * iterations;
    Golden.Run run = Golden.run(Surface.QUADRATIC3, spec, single, start, steps);
    double[] losses = new double[loss.length];
    for (int k = 0; k < loss.length; k++) {
      losses[k] = run.loss()[k * iterations];
    }
    Golden.close(loss, losses, tolerance, "loss");
    golden
        .get("theta")
        .properties()
        .forEach(
            entry ->
                Golden.close(
                    Golden.numbers(entry.getValue()),
                    run.theta().get(Integer.parseInt(entry.getKey()) * iterations),
                    tolerance,
                    "theta at " + entry.getKey()));
    if (golden.has("func_evals") && iterations == 1) {
      int taken = run.stepsTaken();
      int expected = golden.get("func_evals").get(taken - 1).asInt();
      assertEquals(expected + 1, run.evaluations(), "evaluations of " + taken + " steps, and one");
    }
    if (golden.has("ax_final")) {
      Golden.close(Golden.numbers(golden.get("ax_final")), run.average(), tolerance, "average");
    }
  }
}
