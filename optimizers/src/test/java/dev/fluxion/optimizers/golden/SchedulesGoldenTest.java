package dev.fluxion.optimizers.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.optimizers.schedule.Constant;
import dev.fluxion.optimizers.schedule.Cosine;
import dev.fluxion.optimizers.schedule.Linear;
import dev.fluxion.optimizers.schedule.OneCycle;
import dev.fluxion.optimizers.schedule.Plateau;
import dev.fluxion.optimizers.schedule.Polynomial;
import dev.fluxion.optimizers.schedule.Schedule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Schedules against PyTorch's, to the last bit where both compute every rate directly. */
class SchedulesGoldenTest {
  private static final double ULP = 0x1p-53;

  @TestFactory
  Stream<DynamicTest> ratesArePyTorchs() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode golden : Golden.read(Golden.FOLDER.resolve("lr_schedulers.json")).get("cases")) {
      String name = golden.get("name").asString();
      tests.add(DynamicTest.dynamicTest(name, () -> compare(name, golden)));
    }
    return tests.stream();
  }

  private static void compare(String name, JsonNode golden) {
    JsonNode h = golden.get("hyper");
    double[] expected = Golden.numbers(golden.get("lr"));
    double base = golden.get("base_lr").asDouble();
    double[] metric = golden.has("metric") ? Golden.numbers(golden.get("metric")) : null;
    Schedule schedule = schedule(name, h);
    double[] memory = new double[schedule.memory()];
    for (int k = 0; k < expected.length; k++) {
      double rate =
          metric == null
              ? schedule.rate(base, k)
              : k == 0 ? base : schedule.rate(base, k - 1, metric[k - 1], memory);
      assertEquals(expected[k], rate, error(name, h, k) * base, name + " at step " + k);
    }
  }

  private static Schedule schedule(String name, JsonNode h) {
    return switch (name.split("_")[0]) {
      case "LinearLR" ->
          new Linear(number(h, "start_factor"), number(h, "end_factor"), integer(h, "total_iters"));
      case "CosineAnnealingLR" -> new Cosine(integer(h, "T_max"), number(h, "eta_min"));
      case "ConstantLR" -> new Constant(number(h, "factor"), integer(h, "total_iters"));
      case "PolynomialLR" -> new Polynomial(integer(h, "total_iters"), number(h, "power"));
      case "OneCycleLR" ->
          new OneCycle(
              integer(h, "total_steps"),
              number(h, "pct_start"),
              OneCycle.Way.LINE,
              25,
              1e4,
              h.get("three_phase").asBoolean());
      case "ReduceLROnPlateau" ->
          new Plateau(
              number(h, "factor"),
              integer(h, "patience"),
              number(h, "threshold"),
              h.get("threshold_mode").asString().equals("rel"),
              integer(h, "cooldown"),
              number(h, "min_lr"));
      default -> throw new IllegalArgumentException("no schedule for PyTorch's " + name);
    };
  }

  /**
   * The rounding of PyTorch's rate, as a part of the first rate. Its recursions multiply by
   * quotients: of a line by 1 - 1/j, three roundings each; of a power by those of the line, raised;
   * of a cosine by (1 + cos x)/(1 + cos y), where a cosine rounded at 1 is off by ULP/(1 + cos).
   */
  private static double error(String name, JsonNode h, int k) {
    if (name.startsWith("Linear")) {
      return 4 * ULP * (k + 1);
    }
    if (name.startsWith("Polynomial")) {
      return 8 * ULP * (k + 1);
    }
    if (!name.startsWith("Cosine")) {
      return name.startsWith("Constant") ? ULP : 0;
    }
    double sum = 0;
    int t = integer(h, "T_max");
    for (int j = 0; j <= k; j++) { // not at the turn, where PyTorch adds
      sum += j % (2 * t) == t ? 0 : 4 * ULP / (1 + StrictMath.cos(Math.PI * j / t));
    }
    return sum + 4 * ULP;
  }

  private static double number(JsonNode h, String name) {
    return h.get(name).asDouble();
  }

  private static int integer(JsonNode h, String name) {
    return h.get(name).asInt();
  }
}
