package dev.fluxion.optimizers.golden;

import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.classical.Sgd;
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
      OptimizerSpec spec = spec(golden.get("optimizer").asString(), golden.get("hyper"));
      if (spec != null) {
        double allowed = Math.max(tolerance, 100 * golden.get("sensitivity").asDouble());
        tests.add(
            DynamicTest.dynamicTest(
                golden.get("name").asString(), () -> compare(golden, spec, single, allowed)));
      }
    }
    return tests.stream();
  }

  /** Our optimizer for PyTorch's; null for those that are not there yet. */
  private static OptimizerSpec spec(String name, JsonNode h) {
    double rate = h.get("lr").asDouble();
    return switch (name) {
      case "SGD" ->
          new Sgd(
              rate,
              h.get("momentum").asDouble(),
              h.get("dampening").asDouble(),
              h.get("nesterov").asBoolean(),
              h.get("weight_decay").asDouble());
      case "Adam" -> h.get("amsgrad").asBoolean() ? null : adam(rate, h);
      case "AdamW" -> h.get("amsgrad").asBoolean() ? null : adamw(rate, h);
      default -> null;
    };
  }

  private static Adam adam(double rate, JsonNode h) {
    return new Adam(
        rate,
        h.get("betas").get(0).asDouble(),
        h.get("betas").get(1).asDouble(),
        h.get("eps").asDouble(),
        h.get("weight_decay").asDouble());
  }

  private static AdamW adamw(double rate, JsonNode h) {
    return new AdamW(
        rate,
        h.get("betas").get(0).asDouble(),
        h.get("betas").get(1).asDouble(),
        h.get("eps").asDouble(),
        h.get("weight_decay").asDouble());
  }

  private static void compare(
      JsonNode golden, OptimizerSpec spec, boolean single, double tolerance) {
    double[] start = Golden.numbers(golden.get("theta").get("0"));
    double[] loss = Golden.numbers(golden.get("loss"));
    Golden.Run run = Golden.run(Surface.QUADRATIC3, spec, single, start, loss.length - 1);
    Golden.close(loss, run.loss(), tolerance, "loss");
    golden
        .get("theta")
        .properties()
        .forEach(
            entry ->
                Golden.close(
                    Golden.numbers(entry.getValue()),
                    run.theta().get(Integer.parseInt(entry.getKey())),
                    tolerance,
                    "theta at " + entry.getKey()));
  }
}
