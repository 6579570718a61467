package dev.fluxion.experiments.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Precision;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.surface.Quadratic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path folder;

  private static List<RunKey> keys() {
    return IntStream.range(0, 8)
        .mapToObj(
            i ->
                RunKey.of(
                    "test",
                    "run " + i,
                    new Quadratic(),
                    new Sgd(0.01 * i, 0, 0, false, 0),
                    Precision.FLOAT,
                    20,
                    i))
        .toList();
  }

  private Path file() {
    return folder.resolve("runs.jsonl");
  }

  private byte[] run(int jobs) throws Exception {
    try (Journal journal = Journal.open(file())) {
      Runner.run(keys(), jobs, journal, done -> {});
      journal.sort(keys());
    }
    return Files.readAllBytes(file());
  }

  @Test
  void anyNumberOfThreadsGivesTheSameFile() throws Exception {
    byte[] one = run(1);
    Files.delete(file());
    assertArrayEquals(one, run(3));
  }

  @Test
  void aResumedRunGivesTheSameFileWhereverItWasCut() throws Exception {
    byte[] whole = run(2);
    for (int cut : new int[] {0, 1, whole.length / 3, whole.length / 2, whole.length - 1}) {
      Files.write(file(), Arrays.copyOf(whole, cut));
      assertArrayEquals(whole, run(2), "cut at " + cut);
    }
  }

  @Test
  void aLineThatWasCutOffIsDroppedWithANote() throws Exception {
    byte[] whole = run(1);
    Files.write(file(), Arrays.copyOf(whole, whole.length - 5));
    try (Journal journal = Journal.open(file())) {
      assertTrue(journal.notes().getFirst().contains("unfinished last line"));
      assertNull(journal.get(keys().getLast()));
      assertNotNull(journal.get(keys().getFirst()));
    }
  }

  @Test
  void aDamagedLineIsNamedAndNothingIsLost() throws Exception {
    run(1);
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    lines.set(2, lines.get(2).substring(10));
    Files.write(file(), lines);
    byte[] damaged = Files.readAllBytes(file());
    IOException e = assertThrows(IOException.class, () -> Journal.open(file()));
    assertTrue(e.getMessage().contains("line 3"), e.getMessage());
    assertArrayEquals(damaged, Files.readAllBytes(file()));
  }

  @Test
  void aJournalInUseIsRefused() throws Exception {
    try (Journal journal = Journal.open(file())) {
      assertNotNull(journal);
      IOException e = assertThrows(IOException.class, () -> Journal.open(file()));
      assertTrue(e.getMessage().contains("open"), e.getMessage());
    }
  }

  @Test
  void resultsAreReadBackWithTheSameBits() {
    RunResult result =
        Execution.run(
            RunKey.of(
                    "test",
                    "diverges",
                    new Quadratic(),
                    new Sgd(1e30, 0, 0, false, 0),
                    Precision.FLOAT,
                    9,
                    0)
                .watching(RunKey.Watch.THETA, RunKey.Watch.LAYERS));
    RunResult back = Json.read(Json.line(result), RunResult.class);
    assertEquals(result.key(), back.key());
    assertArrayEquals(result.loss(), back.loss());
    assertArrayEquals(result.theta().get("x1"), back.theta().get("x1"));
    assertEquals(Json.line(result), Json.line(back));
  }

  @Test
  void runsOfOtherCodeArePutAside() throws Exception {
    Notebook notebook = new Notebook(folder);
    notebook.prepare(provenance("one"), false);
    byte[] old = run(1);
    assertEquals(List.of(), notebook.prepare(provenance("one"), false));
    assertArrayEquals(old, Files.readAllBytes(file()));
    assertEquals(1, notebook.prepare(provenance("two"), false).size());
    assertTrue(Files.notExists(file()));
    assertArrayEquals(old, Files.readAllBytes(folder.resolve("runs.previous.jsonl")));
  }

  private static Provenance provenance(String code) {
    return new Provenance(code, "run", "25", "cpu", 2, "SIMD is on", true);
  }
}
