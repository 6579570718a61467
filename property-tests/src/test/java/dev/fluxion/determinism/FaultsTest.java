package dev.fluxion.determinism;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.determinism.FluxionProcess.Running;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.runner.Journal;
import dev.fluxion.experiments.runner.JournalLine;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Faults, for real: processes that are killed, run out of disk or memory, or meet each other.
 * Nothing that was recorded is lost, nothing is half-written, and the same command goes on to the
 * same bytes. What needs no process of its own is in {@code JournalTest} and {@code RunFaultsTest}.
 */
class FaultsTest {
  private static final int KILLS = 5;

  /** The first compiler only: these processes are short. No file of the JVM's own. */
  private static final List<String> QUICK =
      List.of(
          "--add-modules", "jdk.incubator.vector", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

  private static final long PATIENCE = 60_000_000_000L; // ns until a test gives up waiting

  @TempDir private static Path shared;

  private static FluxionProcess undisturbed;
  private static byte[] whole;

  @TempDir private Path folder;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    undisturbed = start(shared, List.of(), shared).end().expectSuccess();
    whole = Files.readAllBytes(journal(shared));
  }

  private static Path journal(Path out) {
    return out.resolve("runs.jsonl");
  }

  private static Running start(Path messages, List<String> shell, Path out) throws IOException {
    return start(messages, shell, QUICK, out);
  }

  private static Running start(Path messages, List<String> shell, List<String> flags, Path out)
      throws IOException {
    return FluxionProcess.start(
        messages,
        shell,
        flags,
        Map.of(),
        "run",
        "004-4-linear",
        "--scale",
        "smoke",
        "--jobs",
        "2",
        "--out",
        out.toString());
  }

  /** Runs to the end, which must be that of the undisturbed run. */
  private void expectTheSameInTheEnd(Path out) throws Exception {
    FluxionProcess resumed = start(folder, List.of(), out).end().expectSuccess();
    assertArrayEquals(whole, Files.readAllBytes(journal(out)));
    assertEquals(undisturbed.stdout(), resumed.stdout());
    assertEquals(List.of(), names(out).stream().filter(n -> n.endsWith(".tmp")).toList());
    assertTrue(Files.readString(out.resolve("report.html")).strip().endsWith("</html>"));
    List<String> claimed = new ArrayList<>();
    JsonNode history = Json.tree(Files.readString(out.resolve("provenance.json")));
    for (JsonNode session : history.get("sessions")) {
      session.get("lines").forEach(check -> claimed.add(check.asString()));
    }
    List<String> checks = lines(whole).map(l -> Json.tree(l).get("check").asString()).toList();
    assertEquals(checks.stream().sorted().toList(), claimed.stream().sorted().toList());
  }

  private static Stream<String> lines(byte[] journal) {
    return new String(journal, StandardCharsets.UTF_8).lines();
  }

  private static List<String> names(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  /** All but an unfinished last line are lines of the undisturbed run. */
  private static void expectOnlyWholeLines(Path out) throws IOException {
    byte[] bytes = Files.exists(journal(out)) ? Files.readAllBytes(journal(out)) : new byte[0];
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    Set<String> good = Set.copyOf(lines(whole).toList());
    lines(Arrays.copyOf(bytes, end)).forEach(line -> assertTrue(good.contains(line), line));
  }

  /** The moments: while it starts, three times while it writes, and after its last line. */
  @Test
  void killedAgainAndAgainItEndsAsIfNothingHadBeen() throws Exception {
    Path out = folder.resolve("out");
    RandomKey random = RandomKey.of(6).split("moments");
    for (int kill = 0; kill < KILLS; kill++) {
      Running run = start(folder, List.of(), out);
      if (kill == 0) {
        Thread.sleep(random.integer(0, kill, 1000));
      } else {
        long before = size(out);
        long open = whole.length - before;
        long more = kill == KILLS - 1 ? open : (long) (random.uniform(1, kill) * open);
        awaitSize(run, out, before + more);
      }
      run.kill();
      expectOnlyWholeLines(out);
    }
    expectTheSameInTheEnd(out);
  }

  private static long size(Path out) throws IOException {
    return Files.exists(journal(out)) ? Files.size(journal(out)) : 0;
  }

  private static void awaitSize(Running run, Path out, long size) throws Exception {
    long begin = System.nanoTime();
    while (run.process().isAlive() && size(out) < size) {
      assertTrue(System.nanoTime() - begin < PATIENCE, "it writes nothing");
      Thread.sleep(1);
    }
  }

  /** Shells limit the size of files in blocks of 512 bytes or 1 KiB. */
  private FluxionProcess withFilesUpTo(int blocks, Path out) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "limits are set by a shell");
    List<String> shell = List.of("/bin/sh", "-c", "ulimit -f " + blocks + " && exec \"$@\"", "sh");
    return start(folder, shell, out).end();
  }

  @Test
  void aFullDiskWhileRunsAreRecordedLosesNothing() throws Exception {
    Path out = folder.resolve("out");
    int blocks = whole.length / 3 / 1024;
    FluxionProcess full = withFilesUpTo(blocks, out);
    assertEquals(3, full.status(), full.stderr());
    assertTrue(full.stderr().contains("cannot write " + journal(out)), full.stderr());
    assertTrue(full.stderr().contains("the runs recorded so far are kept"), full.stderr());
    assertFalse(full.stderr().contains("\tat "), full.stderr());
    long size = size(out);
    assertTrue(size > 0 && size < whole.length, "recorded: " + size);
    assertEquals('\n', Files.readAllBytes(journal(out))[(int) size - 1], "no half line");
    expectOnlyWholeLines(out);
    expectTheSameInTheEnd(out);
  }

  @Test
  void aFullDiskAtTheReportLeavesTheOldReport() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    for (String name : List.of("runs.jsonl", "provenance.json")) {
      Files.copy(shared.resolve(name), out.resolve(name));
    }
    Files.writeString(out.resolve("report.html"), "old");
    FluxionProcess full = withFilesUpTo(100, out);
    assertEquals(3, full.status(), full.stderr());
    assertTrue(full.stderr().contains("report.html cannot be written"), full.stderr());
    assertEquals("old", Files.readString(out.resolve("report.html")));
    expectTheSameInTheEnd(out);
  }

  /** The first process is this one. */
  @Test
  void aSecondProcessIsToldWhoHasTheJournal() throws Exception {
    Path out = folder.resolve("out");
    try (Journal journal = Journal.open(journal(out))) {
      FluxionProcess second = start(folder, List.of(), out).end();
      assertEquals(3, second.status(), second.stderr());
      String holder = "is in use by another run (process " + ProcessHandle.current().pid() + ")";
      assertTrue(second.stderr().contains(journal(out) + " " + holder), second.stderr());
      assertEquals(List.of(), journal.checks());
      assertEquals(Set.of(".runs.jsonl.lock", "runs.jsonl"), Set.copyOf(names(out)));
    }
  }

  /** 80 MB of other runs stand in the journal; the process may use 64. */
  @Test
  void aJournalLargerThanTheMemoryGoesOn() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.copy(shared.resolve("provenance.json"), out.resolve("provenance.json"));
    RunResult small = Journal.read(journal(shared)).getFirst();
    double[] loss = new double[20_000];
    Arrays.setAll(loss, i -> 1.0 / (i + 3));
    try (Writer writer = Files.newBufferedWriter(journal(out))) {
      for (int i = 0; i < 200; i++) {
        writer.write(JournalLine.of(longer(small, "other " + i, loss)) + "\n");
      }
    }
    long others = size(out);
    assertTrue(others > 80_000_000, others + " bytes");
    List<String> flags = new ArrayList<>(QUICK);
    flags.add("-Xmx64m");
    start(folder, List.of(), flags, out).end().expectSuccess();
    assertEquals(others + whole.length, size(out));
    try (InputStream journal = Files.newInputStream(journal(out))) {
      assertArrayEquals(whole, journal.readNBytes(whole.length), "the planned runs come first");
    }
  }

  private static RunResult longer(RunResult run, String name, double[] loss) {
    ObjectNode key = (ObjectNode) Json.tree(Json.line(run.key()));
    return new RunResult(
        Json.read(key.put("name", name).toString(), RunKey.class),
        run.outcome(),
        loss.length - 1,
        run.evaluations(),
        run.minimum(),
        run.bestLoss(),
        run.bestIteration(),
        loss,
        run.theta(),
        run.layers(),
        run.telemetry(),
        run.measured());
  }

  @Test
  void runsThatFailAreNamedAndTheOthersFinish() throws Exception {
    Path services = folder.resolve("classes/META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve(Experiment.class.getName()), TroubledExperiment.class.getName());
    Path out = folder.resolve("out");
    FluxionProcess troubled =
        FluxionProcess.start(
                folder,
                List.of(),
                List.of("-Xmx256m", "-cp", folder.resolve("classes").toString()),
                Map.of(),
                "run",
                TroubledExperiment.ID,
                "--out",
                out.toString())
            .end();
    assertEquals(1, troubled.status(), troubled.stderr());
    String err = troubled.stderr();
    assertTrue(err.contains("FAILED troubled 'no memory': java.lang.OutOfMemoryError"), err);
    assertTrue(err.contains("FAILED troubled 'no start': java.lang.IllegalArgument"), err);
    assertTrue(err.contains("2 of 5 runs failed"), err);
    assertEquals(3, lines(Files.readAllBytes(journal(out))).count());
    String verdicts = troubled.stdout();
    assertTrue(verdicts.matches("(?s).*HOLDS +troubled/faults.one .*"), verdicts);
    assertTrue(verdicts.matches("(?s).*UNDECIDED +troubled/faults.failed .*"), verdicts);
    assertTrue(verdicts.matches("(?s).*UNDECIDED +troubled/faults.all .*"), verdicts);
    assertTrue(Files.exists(out.resolve("report.html")));
  }
}
