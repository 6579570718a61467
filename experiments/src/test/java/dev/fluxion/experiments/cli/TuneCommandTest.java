package dev.fluxion.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.runner.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TuneCommandTest {
  private static final String[] STUDY = {
    "tune",
    "--problem",
    "zakharov",
    "--dimension",
    "3",
    "--optimizer",
    "ecdsep",
    "--trials",
    "20",
    "--iterations",
    "30",
    "--seed",
    "4"
  };

  private static Cli run(String... more) {
    String[] all = Arrays.copyOf(STUDY, STUDY.length + more.length);
    System.arraycopy(more, 0, all, STUDY.length, more.length);
    return Cli.run(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpe", "sobol", "random", "cma-es"})
  void theCommandThatItPrintsRepeatsTheBestTrial(String sampler) {
    Cli tuned = run("--sampler", sampler, "--json", "--jobs", "2");
    assertEquals(0, tuned.code(), tuned.err());
    JsonNode study = Json.tree(tuned.out());
    assertEquals(20, study.path("trials").size());
    assertRepeats(study);
  }

  private static void assertRepeats(JsonNode study) {
    List<String> words = words(study.path("repeat").asString());
    assertEquals("./fluxion", words.removeFirst());
    words.add("--json");
    Cli repeated = Cli.run(words.toArray(String[]::new));
    assertEquals(0, repeated.code(), repeated.err());
    JsonNode run = Json.tree(repeated.out());
    JsonNode best = study.path("best");
    assertEquals(best.path("score").doubleValue(), run.path("bestLoss").doubleValue());
    assertEquals(best.path("evaluations").asLong(), run.path("evaluations").asLong());
  }

  /** As a shell splits it. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words;
  }

  @Test
  void everyOptionOfTheRunIsRepeatedToo() {
    Cli tuned =
        run(
            "--set",
            "conserveEnergy=false",
            "--set",
            "weightDecay=0.001",
            "--space",
            "builtin",
            "--start",
            "-1,2,-1",
            "--split",
            "2,1",
            "--transforms",
            "clip-norm(maxNorm=5)",
            "--schedule",
            "cosine",
            "--precision",
            "float",
            "--json");
    assertEquals(0, tuned.code(), tuned.err());
    assertRepeats(Json.tree(tuned.out()));
  }

  @Test
  void tablesShowBestTrialsAndImportance() {
    Cli tuned = run("--top", "3", "--pruner", "median");
    assertEquals(0, tuned.code(), tuned.err());
    String[] lines = tuned.out().split("\n");
    assertEquals(
        "ecdsep on zakharov, best loss of 30 steps, double, tpe(startup=10,candidates=24)",
        lines[0]);
    assertTrue(
        lines[1].matches(
            "search \\d+\\.\\d{3} s: 20 trials, \\d+ pruned, 0 diverged, \\d+ evaluations"),
        lines[1]);
    assertTrue(lines[3].startsWith("  trial  score"), lines[3]);
    assertEquals("importance", lines[8]);
    assertTrue(tuned.out().contains("\n  ./fluxion minimize --problem zakharov --dimension 3 "));
  }

  @Test
  void aJournalIsGoneOnFrom(@TempDir Path folder) throws Exception {
    Path journal = folder.resolve("study.jsonl");
    assertEquals(0, run("--journal", journal.toString()).code());
    byte[] whole = Files.readAllBytes(journal);
    Files.write(journal, Arrays.copyOf(whole, whole.length / 2));
    Cli resumed = run("--journal", journal.toString());
    assertEquals(0, resumed.code());
    assertTrue(resumed.err().contains("dropped an unfinished last line"), resumed.err());
    assertArrayEquals(whole, Files.readAllBytes(journal));
    Cli other = run("--journal", journal.toString(), "--objective", "final");
    assertEquals(Fluxion.FILE_TROUBLE, other.code());
    assertTrue(other.err().contains("its goal is \"best\", now it is \"final\""), other.err());
  }

  @Test
  void aSpaceIsReadFromAFile(@TempDir Path folder) throws Exception {
    Path space = folder.resolve("space.json");
    Files.writeString(space, "{\"stepSize\": [1, 2, 3], \"nu\": 0.5}");
    Cli tuned = run("--space", space.toString(), "--sampler", "grid", "--json");
    assertEquals(0, tuned.code(), tuned.err());
    assertEquals(3, Json.tree(tuned.out()).path("trials").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "--trials=0 # --trials = 0 must be at least 1",
        "--iterations=-5 # --iterations = -5 must be at least 1",
        "--jobs=0 # --jobs = 0 must be at least 1",
        "--sampler=tpee # unknown sampler 'tpee'; did you mean 'tpe'?",
        "--start=1,2 # the start has 2 numbers, but the problem has 3 parameters",
        "--trials=31 --sampler=grid # a grid over 5 hyperparameters that vary has at least 32"
            + " points",
      })
  void aWrongOptionIsExplained(String option, String message) {
    List<String> words =
        new ArrayList<>(
            List.of("tune", "--problem=zakharov", "--dimension=3", "--optimizer=ecdsep"));
    words.addAll(List.of(option.split(" ")));
    Cli cli = Cli.run(words.toArray(String[]::new));
    assertEquals(Fluxion.WRONG_INPUT, cli.code());
    assertTrue(cli.err().contains(message), cli.err());
  }
}
