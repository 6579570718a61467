package dev.fluxion.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.runner.Json;
import dev.fluxion.optimizers.OptimizerSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever is in the catalogue is listed, and runs from the command line in both precisions. */
class EveryOptimizerRunsTest {
  /** Float rounding of one step, as a share of the loss. */
  private static final double FLOAT = 1e-4;

  static Stream<String> ids() {
    return OptimizerSpec.catalog().all().stream().map(spec -> spec.card().id());
  }

  @Test
  void theListIsTheCatalogue() {
    Cli cli = Cli.run("list", "optimizers", "--json");
    assertEquals(0, cli.code(), cli.err());
    List<String> listed =
        Json.tree(cli.out()).valueStream().map(entry -> entry.get("id").asString()).toList();
    assertEquals(ids().toList(), listed);
    assertTrue(listed.size() > 50, "optimizers: " + listed.size());
  }

  /** A least squares problem has all that a rule may ask for: Gauss–Newton products, too. */
  @ParameterizedTest
  @MethodSource("ids")
  void itRunsInBothPrecisions(String id) {
    JsonNode single = run(id, "float");
    JsonNode wide = run(id, "double");
    assertEquals("float", single.get("precision").asString());
    assertEquals("double", wide.get("precision").asString());
    double first = wide.get("loss").get(0).asDouble();
    assertEquals(first, single.get("loss").get(0).asDouble(), FLOAT * first);
    double second = wide.get("loss").get(1).asDouble();
    assertEquals(second, single.get("loss").get(1).asDouble(), FLOAT * first);
  }

  private static JsonNode run(String id, String precision) {
    Cli cli =
        Cli.run(
            "minimize",
            "--problem",
            "linear-regression(noise=0.1)",
            "--optimizer",
            id,
            "--steps",
            "20",
            "--precision",
            precision,
            "--json");
    assertEquals(0, cli.code(), cli.err());
    JsonNode trace = Json.tree(cli.out());
    assertEquals(id, trace.get("optimizer").asString());
    assertNotEquals("DIVERGED", trace.get("outcome").asString());
    assertTrue(trace.get("stepsTaken").asInt() > 0);
    assertNotEquals(trace.get("theta").get("0"), trace.get("theta").get("20"));
    return trace;
  }
}
