package dev.fluxion.determinism;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Simd;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Scale;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.RunKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Same seed, same bits: the whole laboratory at its smallest scale, in JVMs of every vector width,
 * without the vector module, with one thread, interrupted, and in shards, writes the same bytes.
 */
class SameBitsTest {
  /** An experiment with random data, and quick. */
  private static final String RANDOM = "004-6-coupling";

  @TempDir private static Path folder;

  private static ExecutorService pool;
  private static Future<byte[]> scalar;
  private static final Map<String, Future<byte[]>> WAYS = new LinkedHashMap<>();
  private static Future<byte[]> otherSeed;

  /** Two at a time, in the background. */
  @BeforeAll
  static void startAllRuns() {
    pool = Executors.newFixedThreadPool(2);
    scalar = pool.submit(() -> journal("0 bits", FluxionProcess.withVectors("0"), "2"));
    for (String bits : List.of("128", "256", "512")) {
      start(bits + " bits", () -> journal(bits, FluxionProcess.withVectors(bits), "2"));
    }
    start("one thread", () -> journal("one thread", FluxionProcess.withVectors(null), "1"));
    start("without the vector module", () -> journal("no module", List.of(), "2"));
    start("interrupted and resumed", SameBitsTest::interrupted);
    start("four shards of four widths, merged", SameBitsTest::sharded);
    otherSeed =
        pool.submit(
            () -> journal("seed 1", FluxionProcess.withVectors(null), "2", "--seed", "1", RANDOM));
  }

  private static void start(String name, Callable<byte[]> way) {
    WAYS.put(name, pool.submit(way));
  }

  @AfterAll
  static void stop() {
    pool.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> everyWayToRunGivesTheSameBytes() {
    return WAYS.entrySet().stream()
        .map(
            way ->
                DynamicTest.dynamicTest(
                    way.getKey(),
                    () -> assertSameLines(way.getKey(), scalar.get(), way.getValue().get())));
  }

  @Test
  void theJournalHoldsEveryPlannedRunInOrder() throws Exception {
    Plan plan = new Plan(Scale.SMOKE, 0, Precision.FLOAT);
    List<RunKey> planned =
        Experiment.catalog().all().stream().flatMap(e -> e.runs(plan).stream()).toList();
    List<RunKey> recorded =
        lines(scalar.get()).stream()
            .map(line -> Json.read(Json.tree(line).get("key").toString(), RunKey.class))
            .toList();
    assertEquals(planned, recorded);
  }

  /** Else equal bytes would prove nothing. */
  @Test
  void anotherSeedGivesOtherNumbers() throws Exception {
    List<String> losses = losses(scalar.get());
    List<String> others = losses(otherSeed.get());
    assertFalse(others.isEmpty());
    assertEquals(losses.size(), others.size());
    for (int i = 0; i < losses.size(); i++) {
      assertNotEquals(losses.get(i), others.get(i));
    }
  }

  private static List<String> losses(byte[] journal) {
    return lines(journal).stream()
        .map(Json::tree)
        .filter(run -> run.get("key").get("experiment").asString().equals(RANDOM))
        .map(run -> run.get("loss").toString())
        .toList();
  }

  private static List<String> lines(byte[] journal) {
    return new String(journal, StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void optionsOfTheEnvironmentReachTheJvm() throws Exception {
    Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-Ddev.fluxion.simd.bits=0");
    assertEquals(0, doctor(environment).get("vectorBits").asInt());
    JsonNode usual = doctor(Map.of());
    assertTrue(usual.get("vectorModule").asBoolean());
    assertEquals(Simd.BITS, usual.get("vectorBits").asInt());
  }

  private static JsonNode doctor(Map<String, String> environment) throws Exception {
    FluxionProcess doctor =
        FluxionProcess.run(
            folder, FluxionProcess.withVectors(null), environment, "doctor", "--json");
    return Json.tree(doctor.expectSuccess().stdout());
  }

  /** The journal of a run in a folder of its own. */
  private static byte[] journal(String name, List<String> flags, String jobs, String... more)
      throws IOException, InterruptedException {
    Path out = folder.resolve(name);
    run(out, flags, jobs, more);
    return Files.readAllBytes(out.resolve("runs.jsonl"));
  }

  private static FluxionProcess run(Path out, List<String> flags, String jobs, String... more)
      throws IOException, InterruptedException {
    Stream<String> arguments =
        Stream.concat(
            Stream.of("run", "--scale", "smoke", "--out", out.toString(), "--jobs", jobs),
            Stream.of(more));
    return FluxionProcess.run(folder, flags, Map.of(), arguments.toArray(String[]::new))
        .expectSuccess();
  }

  /** A journal that ends in the middle of a line, as a killed process leaves it, is completed. */
  private static byte[] interrupted() throws Exception {
    Path out = folder.resolve("interrupted");
    Path provenance = out.resolve("provenance.json");
    Path journal = out.resolve("runs.jsonl");
    byte[] whole = scalar.get();
    Files.createDirectories(out);
    Files.copy(folder.resolve("0 bits").resolve("provenance.json"), provenance);
    int cut = whole.length * 2 / 3;
    while (whole[cut] == '\n' || whole[cut - 1] == '\n') {
      cut++;
    }
    Files.write(journal, Arrays.copyOf(whole, cut));
    FluxionProcess resumed = run(out, FluxionProcess.withVectors(null), "2");
    assertTrue(resumed.stderr().contains("dropped an unfinished last line"), resumed.stderr());
    assertTrue(resumed.stderr().matches("(?s).*[1-9]\\d* of \\d+ runs are recorded.*"));
    return Files.readAllBytes(journal);
  }

  /** Every shard computes with vectors of another width. */
  private static byte[] sharded() throws Exception {
    Path out = folder.resolve("sharded");
    List<String> widths = List.of("0", "128", "256", "512");
    for (int i = 0; i < widths.size(); i++) {
      run(out, FluxionProcess.withVectors(widths.get(i)), "2", "--shard", i + "/" + widths.size());
    }
    assertTrue(Files.notExists(out.resolve("runs.jsonl")));
    FluxionProcess.run(folder, FluxionProcess.withVectors(null), Map.of(), "merge", out.toString())
        .expectSuccess();
    return Files.readAllBytes(out.resolve("runs.jsonl"));
  }

  /** Line by line, so that a difference names its run. */
  private static void assertSameLines(String name, byte[] expected, byte[] actual) {
    if (!Arrays.equals(expected, actual)) {
      List<String> left = lines(expected);
      List<String> right = lines(actual);
      for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
        String key = Json.tree(left.get(i)).get("key").toString();
        assertEquals(left.get(i), right.get(i), () -> name + ", run " + key);
      }
      assertArrayEquals(expected, actual, name);
    }
  }
}
