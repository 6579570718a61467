package dev.fluxion.optimizers.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.optimizers.physics.StableAdam;
import dev.fluxion.optimizers.physics.StableSgd;
import dev.fluxion.optimizers.physics.StableSgdLandscape;
import dev.fluxion.optimizers.physics.StableSgdLanguage;
import dev.fluxion.optimizers.physics.StableSgdPackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Trajectories of document 001's optimizers: of its text, and of its published programs. */
class StableGoldenTest {
  /** Of doubles, relative to max(1, |expected|); or 100 times the stated sensitivity. */
  private static final double DOUBLE = 1e-12;

  /** Float rounding of 150 steps. */
  private static final double FLOAT = 150 * 6e-8;

  /** Sensitivities are of double rounding; this many times more is float rounding. */
  private static final double COARSER = 0x1p29;

  @TestFactory
  Stream<DynamicTest> theTextMatches() throws IOException {
    return tests("document_text.json");
  }

  @TestFactory
  Stream<DynamicTest> thePublishedPackageMatches() throws IOException {
    return tests("published_package.json");
  }

  @TestFactory
  Stream<DynamicTest> thePublishedScriptsMatch() throws IOException {
    return tests("published_scripts.json");
  }

  private static Stream<DynamicTest> tests(String file) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode golden :
        Golden.read(Golden.FOLDER.resolve("stable").resolve(file)).get("cases")) {
      String name = golden.get("optimizer").asString() + " " + golden.get("hyper");
      tests.add(DynamicTest.dynamicTest(name, () -> compare(golden)));
    }
    assertTrue(tests.size() > 10);
    return tests.stream();
  }

  private static void compare(JsonNode golden) {
    OptimizerSpec spec = spec(golden.get("optimizer").asString(), golden.get("hyper"));
    double sensitivity = golden.get("sensitivity").asDouble();
    follow(golden, spec, false, Math.max(DOUBLE, 100 * sensitivity));
    follow(golden, spec, true, Math.max(FLOAT, COARSER * sensitivity));
  }

  private static void follow(JsonNode golden, OptimizerSpec spec, boolean single, double slack) {
    double[] start = Golden.numbers(golden.get("theta").get("0"));
    JsonNode cut = golden.get("layout");
    boolean apart = cut != null && cut.asString().equals("tensor_per_element");
    ParameterLayout whole = ParameterLayout.vector("x", start.length);
    ParameterLayout layout = apart ? whole.split(1, 1, 1) : whole;
    RandomKey key = RandomKey.of(0);
    Descent descent =
        single
            ? Descent.of(Surface.QUADRATIC3.engine(), spec.start(layout, key), start)
            : Descent.of(Surface.QUADRATIC3.definition(), spec.startDefinition(layout, key), start);
    double[] loss = Golden.numbers(golden.get("loss"));
    Minimizer.Result result =
        Minimizer.run(
            descent,
            loss.length - 1,
            Double.NEGATIVE_INFINITY,
            (k, value, d) -> {
              JsonNode expected = golden.get("theta").get(String.valueOf(k));
              if (expected != null) {
                Golden.close(Golden.numbers(expected), d.theta(), slack, "theta at " + k);
              }
              if (!single && k > 0) {
                report(golden, "energy", k, d, slack);
                report(golden, "penalty", k, d, slack);
              }
            });
    Golden.close(loss, result.loss(), single ? 10 * slack : slack, "loss"); // (Δθ)²·100
  }

  private static void report(JsonNode golden, String what, int k, Descent descent, double slack) {
    JsonNode numbers = golden.get(what);
    if (numbers != null && numbers.get(k - 1).asDouble() >= 0) { // -1: none yet
      double expected = numbers.get(k - 1).asDouble();
      double found = descent.telemetry().get(what).value;
      assertEquals(expected, found, slack * Math.max(1, expected), what + " at " + k);
    }
  }

  private static OptimizerSpec spec(String name, JsonNode h) {
    double momentum = number(h, "momentum", 0.9);
    boolean energy = flag(h, "energy_conservation", true);
    return switch (name) {
      case "SeedTextStableSGD" ->
          new StableSgd(
              number(h, "lr", 0),
              momentum,
              number(h, "ts", 0),
              h.get("penalty").asString().equals("signed")
                  ? StableSgd.Penalty.SIGNED
                  : StableSgd.Penalty.UNSIGNED,
              StableSgd.Energy.valueOf(h.get("energy").asString().toUpperCase(Locale.ROOT)));
      case "LlmStableSGD" -> new StableSgdLanguage(number(h, "lr", 0.01), momentum, energy);
      case "EnhancedStableSGD" ->
          new StableSgdLandscape(
              number(h, "lr", 0.01), momentum, energy, flag(h, "gradient_smoothing", true));
      case "StandardSGD(momentum)" -> new Sgd(number(h, "lr", 0), momentum, 0, false, 0);
      case "StableSGD" ->
          new StableSgdPackage(
              number(h, "lr", 0.01),
              number(h, "momentum", 0),
              number(h, "dampening", 0),
              flag(h, "nesterov", false),
              number(h, "weight_decay", 0),
              number(h, "temporal_stability", 0.01),
              number(h, "momentum_decay", 0.9),
              energy);
      case "StableAdam" ->
          new StableAdam(
              number(h, "lr", 0.001),
              h.has("betas") ? h.get("betas").get(0).asDouble() : 0.9,
              h.has("betas") ? h.get("betas").get(1).asDouble() : 0.999,
              number(h, "eps", 1e-8),
              number(h, "weight_decay", 0),
              number(h, "temporal_stability", 0.01),
              number(h, "momentum_decay", 0.9),
              energy);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static double number(JsonNode h, String name, double otherwise) {
    return h.has(name) ? h.get(name).asDouble() : otherwise;
  }

  private static boolean flag(JsonNode h, String name, boolean otherwise) {
    return h.has(name) ? h.get(name).asBoolean() : otherwise;
  }
}
