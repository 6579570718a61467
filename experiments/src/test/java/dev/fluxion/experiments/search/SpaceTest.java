package dev.fluxion.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.ProblemSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceTest {
  @Test
  void aSpaceIsReadAsItWasWritten() {
    Space space =
        Space.of(
            new Dimension.Uniform("a", -1e-300, 1e300),
            new Dimension.LogUniform("b", Double.MIN_VALUE, Double.MAX_VALUE),
            new Dimension.Whole("c", Integer.MIN_VALUE, -2),
            new Dimension.Choice("d", List.of("true", "false")),
            new Dimension.Choice("e", List.of("x > y")),
            new Dimension.Choice("f", List.of("0.001")));
    assertEquals(space, Space.parse(space.json()));
  }

  @Test
  void valuesOfJsonAreReadAsTheyStand() {
    Space space = Space.parse("{\"a\": [1, 2.50, true, \"x\"], \"b\": 1e-8}");
    assertEquals(
        new Dimension.Choice("a", List.of("1", "2.5", "true", "x")), space.varying().getFirst());
    assertEquals(1e-8, Double.parseDouble(space.at(new double[] {0}).get("b")));
  }

  @Test
  void aPointIsFoundAgainFromItsValues() {
    Space space = Studies.SPACE;
    for (double u : new double[] {0.1, 0.5, 0.9}) {
      double[] point = space.unit(space.at(new double[] {u, u, u}));
      assertEquals(u, point[0], 1e-15); // a rounding of exp, of log and of the quotient
      assertEquals(u, point[1], 1e-15);
      assertEquals((Dimension.part(u, 3) + 0.5) / 3, point[2]);
    }
  }

  @Test
  void theEndsOfRangesAreNotTried() {
    Space space = Space.of(new Dimension.Uniform("momentum", 0.8, 1));
    space.require(new Momentum()); // which takes no momentum of 1
    assertTrue(Double.parseDouble(space.at(new double[] {1}).get("momentum")) < 1);
  }

  @Test
  void valuesMapToPartsOfEqualSize() {
    Dimension whole = new Dimension.Whole("n", -1, 2);
    assertEquals("-1", whole.at(0));
    assertEquals("-1", whole.at(0.2499));
    assertEquals("0", whole.at(0.25));
    assertEquals("2", whole.at(1));
    assertEquals(0.375, whole.unit("0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "# not JSON",
        "[] # must be a JSON object",
        "{} # nothing varies",
        "{\"beta1\": 0.9} # nothing varies",
        "{\"beta1\": [0.9], \"beta2\": 0.99} # nothing varies",
        "{\"beta1\": [] } # at least one value",
        "{\"beta1\": [0.9, 0.9]} # twice",
        "{\"beta1\": [null, 0.9]} # must be a number, true, false or a text, not null",
        "{\"beta1\": [0.9, 0.8], \"beta1\": [0.9, 0.8]} # Duplicate",
        "{\"beta1\": {\"low\": 0, \"high\": 1}} # unknown type ''",
        "{\"beta1\": {\"type\": \"lgo\", \"low\": 0, \"high\": 1}} # did you mean 'log'?",
        "{\"beta1\": {\"type\": \"log\", \"low\": 0, \"high\": 1}} # low = 0.0 must be positive",
        "{\"beta1\": {\"type\": \"uniform\", \"low\": 1, \"high\": 1}} # must be less than high",
        "{\"beta1\": {\"type\": \"uniform\", \"low\": 1}} # high must be a number; it is missing",
        "{\"beta1\": {\"type\": \"uniform\", \"low\": 1, \"hgih\": 2}} # did you mean 'high'?",
        "{\"beta1\": {\"type\": \"uniform\", \"low\": \"0\", \"high\": 1}} # not \"0\"",
        "{\"beta1\": {\"type\": \"uniform\", \"low\": 0, \"high\": 1e999}} # must be finite",
        "{\"beta1\": {\"type\": \"uniform\", \"low\": -1e308, \"high\": 1e308}} # too wide",
        "{\"beta1\": {\"type\": \"integer\", \"low\": 0.5, \"high\": 2}} # must be an integer",
        "{\"beta1\": {\"type\": \"integer\", \"low\": 0, \"high\": 3000000000}} # of 32 bits",
        "{\"beta1\": {\"type\": \"integer\", \"low\": -2000000000, \"high\": 2000000000}} # many",
      })
  void aWrongSpaceSaysWhatIsWrong(String json, String part) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Space.parse(json == null ? "{" : json))
            .getMessage();
    assertTrue(message.startsWith("space"), message);
    assertTrue(message.contains(part), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{\"bta1\": [0.9, 0.8]} # did you mean 'beta1'?",
        "{\"beta1\": [0.9, 1.5]} # beta1 = 1.5 is out of range; allowed: a number in [0, 1)",
        "{\"beta1\": [0.9, \"x\"]} # beta1 = 'x' cannot be read",
        "{\"beta1\": {\"type\": \"uniform\", \"low\": -1, \"high\": 0.9}} # beta1 = -0.99",
        "{\"learningRate\": [0.1, 0.2], \"beta1\": {\"type\": \"uniform\", \"low\": 0, \"high\":"
            + " 2}} # beta1 = 1.99",
      })
  void aSpaceThatTheOptimizerCannotTakeIsRefusedAtOnce(String json, String part) {
    Task task = Studies.task(ProblemSpec.catalog().get("zakharov"), new Adam(), 5, 0);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Study.of(task, Space.parse(json), new RandomSampler(), 0))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  /** Those of document 003 are in {@code spaces.json}. */
  @Test
  void builtinSpacesFitTheirOptimizers() {
    int count = 0;
    for (OptimizerSpec optimizer : OptimizerSpec.catalog().all()) {
      for (String problem : List.of("zakharov", "ackley", "rosenbrock")) {
        Map<String, Object> settings = new TreeMap<>(Settings.values((Record) optimizer));
        if (settings.containsKey("learningRate") || settings.containsKey("stepSize")) {
          Spaces.builtin(problem, optimizer).require(optimizer);
          count++;
        }
      }
    }
    assertTrue(count > 60, "spaces: " + count);
    assertEquals(5, Spaces.builtin("zakharov", new EcdSep()).varying().size());
    assertEquals(3, Spaces.builtin("ackley", new EcdSep()).varying().size());
  }

  @Test
  void anOptimizerWithoutStepSizeNeedsASpace() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Spaces.builtin("zakharov", OptimizerSpec.catalog().get("polyak")))
            .getMessage();
    assertTrue(message.contains("no built-in space for polyak"), message);
    assertTrue(message.contains("--space FILE"), message);
  }
}
