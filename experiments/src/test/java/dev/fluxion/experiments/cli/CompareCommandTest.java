package dev.fluxion.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.runner.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CompareCommandTest {
  private static final String[] SMALL = {
    "compare",
    "--problem=zakharov",
    "--problem=rosenbrock",
    "--optimizers=adam(beta1=0.8), sgd(learningRate=1000),polyak"
  };

  private static String[] with(String... more) {
    String[] all = Arrays.copyOf(SMALL, SMALL.length + more.length);
    System.arraycopy(more, 0, all, SMALL.length, more.length);
    return all;
  }

  @Test
  void tablesShowEveryProblemAndAllTogether() {
    Cli cli = Cli.run(with("--tune=0", "--seeds=5", "--steps=50"));
    assertEquals(0, cli.code(), cli.err());
    assertTrue(
        cli.out().contains("zakharov: best loss within 51 evaluations, 5 runs each, not tuned"),
        cli.out());
    assertTrue(cli.out().contains("rosenbrock: best loss"), cli.out());
    assertTrue(cli.out().contains("polyak"), cli.out());
    assertTrue(cli.out().contains("runtimes to 500 targets"), cli.out());
  }

  @Test
  void divergenceIsCountedAndRankedLast(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("comparison.json");
    Cli cli =
        Cli.run(
            with(
                "--tune=0",
                "--seeds=5",
                "--steps=50",
                "--objective=final",
                "--out=" + file,
                "--jobs=2"));
    assertEquals(0, cli.code(), cli.err());
    JsonNode contest = Json.tree(Files.readString(file)).path("contests").get(0);
    JsonNode last = contest.path("comparison").path("rows").get(2);
    assertEquals("sgd(learningRate=1000.0)", last.path("method").asString());
    assertEquals(5, last.path("diverged").asInt());
    assertEquals("Infinity", last.path("median").path("median").asString());
    assertEquals(3, contest.path("comparison").path("pairs").size());
  }

  @Test
  void jsonDoesNotDependOnTheNumberOfJobs() {
    String one = Cli.run(with("--json", "--jobs=1", "--tune=9", "--steps=20")).out();
    assertTrue(one.startsWith("{\"contests\":[{\"problem\":\"zakharov\""), one);
    assertEquals(one, Cli.run(with("--json", "--jobs=3", "--tune=9", "--steps=20")).out());
  }

  @Test
  void whatWasInterruptedGoesOnToTheSameResult(@TempDir Path folder) throws Exception {
    String plain = Cli.run(with("--json", "--tune=17", "--steps=20")).out();
    String[] again = with("--json", "--tune=17", "--steps=20", "--journal=" + folder);
    assertEquals(plain, Cli.run(again).out());
    Map<Path, String> whole = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        whole.put(file, Files.readString(file));
      }
    }
    assertEquals(4, whole.size(), "two problems, two optimizers that are tuned");
    Path cut = whole.keySet().iterator().next();
    String text = whole.get(cut);
    Files.writeString(cut, text.substring(0, text.length() * 2 / 3)); // within a line
    assertEquals(plain, Cli.run(again).out());
    for (Map.Entry<Path, String> file : whole.entrySet()) {
      assertEquals(file.getValue(), Files.readString(file.getKey()));
    }
  }

  @Test
  void formsOfOneOptimizerAreNumbered() {
    String out =
        Cli.run(
                "compare",
                "--problem=zakharov",
                "--optimizers=adam,adam(beta1=0.5),sgd",
                "--tune=0",
                "--seeds=2",
                "--steps=5")
            .out();
    assertTrue(out.contains("\n    adam 2  adam(beta1=0.5)\n"), out);
    assertTrue(out.contains("\n    sgd     sgd\n"), out);
  }

  @Test
  void optimizersAreSplitOutsideOfParentheses() {
    assertEquals(
        List.of("adam(beta1=0.9,beta2=0.99)", "sgd"),
        CompareCommand.split("adam(beta1=0.9,beta2=0.99), sgd"));
  }

  @Test
  void wrongInputIsExplained() {
    assertTrue(Cli.run(with("--box", "1")).err().contains("--box takes two numbers"));
    assertTrue(Cli.run(with("--steps", "0")).err().contains("steps = 0"));
    assertTrue(Cli.run(with("--seeds", "0")).err().contains("seeds = 0"));
    Cli twice =
        Cli.run("compare", "--problem", "zakharov", "--optimizers", "sgd,sgd", "--steps", "1");
    assertTrue(twice.err().contains("a method stands twice"), twice.err());
  }
}
