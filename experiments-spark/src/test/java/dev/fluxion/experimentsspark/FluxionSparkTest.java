package dev.fluxion.experimentsspark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.cli.Fluxion;
import dev.fluxion.experiments.runner.Engine.Finished;
import dev.fluxion.experiments.runner.Journal;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.Runner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Threads, merged shards and Spark give the same journal. */
class FluxionSparkTest {
  private static final List<String> EXPERIMENTS =
      List.of("004-1-scalar", "004-2-symmetric", "004-6-coupling", "--scale", "smoke");

  /** Two threads of this process; nothing listens beyond this machine. */
  private static final Map<String, String> SPARK =
      Map.of(
          "spark.master", "local[2]",
          "spark.ui.enabled", "false",
          "spark.driver.host", "localhost",
          "spark.driver.bindAddress", "127.0.0.1");

  @TempDir private static Path shared;

  private static byte[] whole;

  @TempDir private Path folder;

  @BeforeAll
  static void runOnThreads() throws Exception {
    SPARK.forEach(System::setProperty);
    assertEquals(0, Fluxion.execute(arguments("run", shared)));
    whole = Files.readAllBytes(shared.resolve("runs.jsonl"));
  }

  @AfterAll
  static void forget() {
    SPARK.keySet().forEach(System::clearProperty);
  }

  private static String[] arguments(String command, Path out, String... more) {
    List<String> words = new ArrayList<>(EXPERIMENTS);
    if (!command.isEmpty()) {
      words.addFirst(command);
    }
    words.addAll(List.of("--out", out.toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void mergedShardsGiveTheSameJournal() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertEquals(0, Fluxion.execute(arguments("run", folder, "--shard", i + "/4")));
    }
    assertEquals(0, Fluxion.execute("merge", folder.toString()));
    assertArrayEquals(whole, Files.readAllBytes(folder.resolve("runs.jsonl")));
  }

  @Test
  void sparkGivesTheSameJournal() throws Exception {
    assertEquals(0, FluxionSpark.execute(arguments("", folder)));
    assertArrayEquals(whole, Files.readAllBytes(folder.resolve("runs.jsonl")));
    String provenance = Files.readString(folder.resolve("provenance.json"));
    assertTrue(provenance.contains("Spark executor driver"), provenance);
  }

  @Test
  void shardsOnSparkAreMergedToTheSameJournal() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertEquals(0, FluxionSpark.execute(arguments("", folder, "--shard", i + "/2")));
    }
    assertEquals(0, Fluxion.execute("merge", folder.toString()));
    assertArrayEquals(whole, Files.readAllBytes(folder.resolve("runs.jsonl")));
  }

  @Test
  void aRunThatFailsOnSparkDoesNotStopTheOthers() throws Exception {
    List<RunKey> keys =
        new ArrayList<>(
            Journal.read(shared.resolve("runs.jsonl")).stream().map(r -> r.key()).toList());
    ObjectNode broken = (ObjectNode) Json.tree(Json.line(keys.getFirst()));
    RunKey wrong = Json.read(broken.put("problem", "no-such-problem").toString(), RunKey.class);
    keys.set(0, wrong);
    SparkConf conf = new SparkConf().setAppName("test");
    try (JavaSparkContext context = new JavaSparkContext(conf);
        Journal journal = Journal.open(folder.resolve("runs.jsonl"))) {
      List<Finished> failed = Runner.run(keys, new SparkEngine(context), journal, done -> {});
      assertEquals(List.of(wrong), failed.stream().map(Finished::key).toList());
      assertTrue(failed.getFirst().failure().contains("no-such-problem"));
      assertTrue(keys.subList(1, keys.size()).stream().allMatch(journal::has));
    }
  }
}
