package dev.fluxion.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MinimizeCommandTest {
  private static String[] with(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "minimize",
                "--problem",
                "quadratic",
                "--problem-set",
                "coefficients=1,10,100",
                "--problem-set",
                "center=1,1,1",
                "--problem-set",
                "offset=0.5",
                "--optimizer",
                "ecdsep",
                "--set",
                "stepSize=0.1",
                "--set",
                "eta=2",
                "--start",
                "3,-2,2"));
    for (String option : List.of("--problem", "--optimizer", "--start")) {
      if (List.of(more).contains(option)) {
        int i = all.indexOf(option);
        all.subList(i, i + 2).clear();
      }
    }
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void theTraceHoldsEverything(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("out.json");
    Cli cli =
        Cli.run(
            with(
                "--steps",
                "250",
                "--precision",
                "double",
                "--theta-at",
                "0,1,2,5,10,50,100,250",
                "--trace",
                file.toString()));
    assertEquals(0, cli.code(), cli.err());
    JsonNode trace = Json.tree(Files.readString(file));
    assertEquals("quadratic", trace.get("problem").asString());
    assertEquals("ecdsep", trace.get("optimizer").asString());
    assertEquals("double", trace.get("precision").asString());
    assertEquals("BUDGET", trace.get("outcome").asString());
    assertEquals(251, trace.get("evaluations").asInt());
    assertEquals(251, trace.get("loss").size());
    assertEquals(194.5, trace.get("loss").get(0).asDouble());
    assertEquals(0.1, trace.get("hyperparameters").get("stepSize").asDouble());
    assertEquals(1e-40, trace.get("hyperparameters").get("epsilon2").asDouble());
    assertTrue(trace.get("hyperparameters").get("conserveEnergy").asBoolean());
    assertEquals(8, trace.get("theta").size());
    assertEquals(-2, trace.get("theta").get("0").get(1).asDouble());
    assertEquals(250, trace.get("telemetry").get("momentumSquared").size());
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count(), "no temporary file is left");
    }
  }

  @Test
  void aDashWritesTheTraceAloneToStandardOutput() {
    Cli cli = Cli.run(with("--steps", "3", "--trace", "-"));
    assertEquals(4, Json.tree(cli.out()).get("loss").size());
    assertEquals("float", Json.tree(cli.out()).get("precision").asString());
    assertEquals("", cli.err());
  }

  @Test
  void afterAnEarlyEndTheLossStays() {
    Cli cli =
        Cli.run(
            "minimize",
            "--problem",
            "quadratic",
            "--optimizer",
            "polyak",
            "--problem-set",
            "coefficients=1",
            "--problem-set",
            "center=3",
            "--steps",
            "100",
            "--theta-at",
            "0,1,100",
            "--json");
    JsonNode trace = Json.tree(cli.out());
    assertEquals("REACHED", trace.get("outcome").asString());
    assertEquals(101, trace.get("loss").size());
    assertEquals(0, trace.get("loss").get(100).asDouble());
    assertEquals(3, trace.get("theta").get("100").get(0).asDouble());
    assertTrue(trace.get("stepsTaken").asInt() < 60);
  }

  @Test
  void numbersThatAreNotFiniteAreStrings() {
    Cli cli =
        Cli.run(
            "minimize",
            "--problem",
            "quadratic",
            "--optimizer",
            "sgd",
            "--set",
            "learningRate=1e300",
            "--precision",
            "double",
            "--steps",
            "5",
            "--json");
    JsonNode trace = Json.tree(cli.out());
    assertEquals("DIVERGED", trace.get("outcome").asString());
    JsonNode last = trace.get("loss").get(5);
    assertTrue(last.isString(), last.toString());
    assertTrue(List.of("NaN", "Infinity").contains(last.asString()), last.asString());
  }

  @Test
  void theDefaultStartIsTheProblemsOwn() {
    Cli cli =
        Cli.run(
            "minimize",
            "--problem",
            "rosenbrock",
            "--dimension",
            "4",
            "--optimizer",
            "adam",
            "--steps",
            "1",
            "--json");
    assertEquals(4, Json.tree(cli.out()).get("theta").get("0").size());
  }

  @Test
  void theSummaryIsForPeople() {
    Cli cli = Cli.run(with("--steps", "3"));
    assertTrue(cli.out().contains("outcome") && cli.out().contains("best loss"), cli.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --optimizer adm                 | did you mean 'adam'
          --optimizer adm                 | polyak-per-layer
          --problem zakharof              | did you mean 'zakharov'
          --set stepsize=1                | did you mean 'stepSize'
          --set stepSize=-1               | stepSize = -1.0 is out of range; allowed: a number in [0, ∞)
          --set eta=0                     | (0, ∞)
          --set eta=NaN                   | eta = NaN
          --set eta=two                   | eta = 'two' cannot be read
          --problem-set coefficients=1,x  | coefficients = '1,x' cannot be read
          --problem-set offset=infinity   | offset = Infinity is out of range
          --start 1,NaN,2                 | number 2 is NaN
          --start 1,2                     | the start has 2 numbers, but the problem has 3
          --start 1,2,                    | cannot be read
          --start 1,2,1e300               | too large for float
          --steps -1                      | --steps = -1
          --theta-at 5000                 | allowed: 0 … 1000
          --dimension 5                   | unknown setting 'dimension'
          --split 1,1                     | adds up to 2, but there are 3
          --precision half                | 'half'
          """)
  void wrongInputIsNamed(String arguments, String message) {
    Cli cli = Cli.run(with(arguments.strip().split(" ")));
    assertEquals(Fluxion.WRONG_INPUT, cli.code(), cli.err());
    assertTrue(cli.err().contains(message), cli.err());
    assertFalse(cli.err().contains("\tat "), "no stack trace");
  }

  @Test
  void aRuleThatNeedsOtherDerivativesIsRefused() {
    Cli cli = Cli.run("minimize", "--problem", "rosenbrock", "--optimizer", "gauss-newton");
    assertEquals(Fluxion.WRONG_INPUT, cli.code(), cli.err());
    assertTrue(cli.err().contains("this objective knows no curvature"), cli.err());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Cli cli = Cli.run(with("--steps", "1", "--trace", file.resolve("out.json").toString()));
    assertEquals(Fluxion.FILE_TROUBLE, cli.code());
    assertTrue(cli.err().contains("out.json"), cli.err());
    assertEquals("x", Files.readString(file));
  }

  @Test
  void flagsForTransformsAndScheduleAreTheOptimizerInOneWord() {
    String[] flags = {
      "minimize",
      "--problem",
      "rosenbrock",
      "--optimizer",
      "adam",
      "--set",
      "learningRate=0.1",
      "--transforms",
      "clip-norm(maxNorm=5) > decoupled-decay(weightDecay=0.001)",
      "--schedule",
      "warm-up(steps=10,then=cosine(steps=90))",
      "--steps",
      "100",
      "--json"
    };
    String[] word = {
      "minimize",
      "--problem",
      "rosenbrock",
      "--optimizer",
      "scheduled",
      "--set",
      "base=clip-norm(maxNorm=5,base=decoupled-decay(weightDecay=0.001,"
          + "base=adam(learningRate=0.1)))",
      "--set",
      "schedule=warm-up(steps=10,then=cosine(steps=90))",
      "--steps",
      "100",
      "--json"
    };
    Cli left = Cli.run(flags);
    assertEquals(0, left.code(), left.err());
    JsonNode one = Json.tree(left.out());
    JsonNode other = Json.tree(Cli.run(word).out());
    assertEquals(other.get("loss"), one.get("loss"));
    JsonNode rates = one.get("telemetry").get("scheduledRate");
    assertEquals(0.01, rates.get(0).asDouble(), 1e-17);
    assertEquals(0.1, rates.get(10).asDouble());
  }

  @Test
  void aScheduleForAnOptimizerWithoutLearningRateIsRefused() {
    Cli cli =
        Cli.run(
            "minimize", "--problem", "quadratic", "--optimizer", "polyak", "--schedule", "cosine");
    assertEquals(Fluxion.WRONG_INPUT, cli.code());
    assertTrue(cli.err().contains("no learning rate that a schedule could change"), cli.err());
  }
}
