package dev.fluxion.experiments.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Scale;
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
import tools.jackson.databind.node.ObjectNode;

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
                    2,
                    i))
        .toList();
  }

  private Path file() {
    return folder.resolve("runs.jsonl");
  }

  private byte[] run(int jobs) throws Exception {
    return run(keys(), jobs);
  }

  private byte[] run(List<RunKey> keys, int jobs) throws Exception {
    try (Journal journal = Journal.open(file())) {
      Runner.run(keys, jobs, journal, done -> {});
      journal.sort(keys);
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
  void cutAtAnyByteItKeepsEveryCompleteLineAndIsCompletedToTheSameFile() throws Exception {
    List<RunKey> keys = keys().subList(0, 2);
    byte[] whole = run(keys, 1);
    int complete = 0;
    for (int cut = 0; cut < whole.length; cut++) {
      complete += cut > 0 && whole[cut - 1] == '\n' ? 1 : 0;
      Files.write(file(), Arrays.copyOf(whole, cut));
      try (Journal journal = Journal.open(file())) {
        int at = cut;
        assertEquals(keys.subList(0, complete), journal.keys(), () -> "cut at " + at);
      }
    }
    assertEquals(keys.size() - 1, complete);
    assertArrayEquals(whole, run(keys, 1));
  }

  /** CRC-32 finds every error within 32 bits, so this holds for any byte and any change of it. */
  @Test
  void aChangedByteAnywhereIsFoundAndTheFileLeftAlone() throws Exception {
    List<RunKey> keys = keys().subList(0, 2);
    byte[] whole = run(keys, 1);
    int line = 1;
    for (int i = 0; i < whole.length - 1; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file(), damaged);
      String expected = file() + ", line " + line + " is not a recorded run";
      IOException e = assertThrows(IOException.class, () -> Journal.open(file()));
      assertTrue(e.getMessage().startsWith(expected), e.getMessage());
      assertTrue(e.getMessage().contains("delete this line to repeat its run"), e.getMessage());
      assertArrayEquals(damaged, Files.readAllBytes(file()));
      line += whole[i] == '\n' ? 1 : 0;
    }
    byte[] last = whole.clone();
    last[whole.length - 1] ^= 1; // the last line has no end any more: its run is repeated
    Files.write(file(), last);
    assertArrayEquals(whole, run(keys, 1));
  }

  @Test
  void garbageBetweenLinesIsNamed() throws Exception {
    run(1);
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    for (String garbage : List.of("", "\0\0\0", "{}", "[1,2", lines.get(1) + lines.get(2))) {
      List<String> mixed = new ArrayList<>(lines);
      mixed.add(4, garbage);
      Files.write(file(), mixed);
      IOException e = assertThrows(IOException.class, () -> Journal.open(file()));
      assertTrue(e.getMessage().contains(", line 5 is not a recorded run"), e.getMessage());
    }
  }

  @Test
  void linesThatContradictEachOtherAreRefused() throws Exception {
    run(1);
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    lines.add(lines.get(2));
    Files.write(file(), lines);
    assertEquals(keys().size(), Files.readAllLines(sorted()).size(), "the same line twice is once");
    RunResult result = Execution.run(keys().get(2));
    result.loss()[1] = 7;
    lines.set(lines.size() - 1, JournalLine.of(result));
    Files.write(file(), lines);
    IOException e = assertThrows(IOException.class, () -> Journal.open(file()));
    assertTrue(e.getMessage().contains(", line 9 contradicts"), e.getMessage());
    assertTrue(e.getMessage().contains("test 'run 2'"), e.getMessage());
  }

  private Path sorted() throws IOException {
    try (Journal journal = Journal.open(file())) {
      journal.sort(keys());
    }
    return file();
  }

  @Test
  void aSortedJournalGoesOn() throws Exception {
    try (Journal journal = Journal.open(file())) {
      Runner.run(keys().subList(4, 8), 1, journal, done -> {});
      Runner.run(keys().subList(0, 2), 1, journal, done -> {});
      journal.sort(keys());
      assertEquals(keys().get(5), journal.get(keys().get(5)).key());
      Runner.run(keys(), 1, journal, done -> {});
      journal.sort(keys());
      assertEquals(keys(), journal.keys());
    }
    assertEquals(keys(), Journal.read(file()).stream().map(RunResult::key).toList());
  }

  @Test
  void aRunThatFailsIsReportedAndTheOthersFinish() throws Exception {
    RunKey good = keys().getFirst();
    RunKey unknown = with(good, "problem", "no-such-problem");
    RunKey huge = with(good, "steps", Integer.MAX_VALUE - 1); // more losses than an array can hold
    List<RunKey> keys = List.of(huge, unknown, good);
    List<Integer> seen = new ArrayList<>();
    try (Journal journal = Journal.open(file())) {
      List<Engine.Finished> failed = Runner.run(keys, 2, journal, seen::add);
      assertEquals(List.of(huge, unknown), failed.stream().map(Engine.Finished::key).toList());
      assertTrue(failed.getFirst().failure().contains("OutOfMemoryError"), failed.toString());
      assertTrue(failed.getLast().failure().contains("no-such-problem"), failed.toString());
      assertEquals(List.of(good), journal.keys());
    }
    assertEquals(List.of(0, 1, 2, 3), seen);
  }

  private static RunKey with(RunKey key, String component, Object value) {
    ObjectNode tree = (ObjectNode) Json.tree(Json.line(key));
    tree.set(component, Json.tree(Json.line(value)));
    return Json.read(tree.toString(), RunKey.class);
  }

  @Test
  void whatAKilledProcessLeftIsSweptAway() throws Exception {
    Path left = Files.writeString(folder.resolve(".runs.jsonl.123.tmp"), "half");
    run(1);
    assertTrue(Files.notExists(left));
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
    List<String> notes = new ArrayList<>();
    Notebook notebook = new Notebook(folder);
    write(notebook, "one", notes);
    byte[] old = Files.readAllBytes(file());
    write(notebook, "one", notes);
    assertEquals(List.of(), notes);
    assertArrayEquals(old, Files.readAllBytes(file()));
    notebook.open(session("two"), false, notes::add).close();
    assertEquals(1, notes.size());
    assertEquals(0, Files.size(file()));
    assertArrayEquals(old, Files.readAllBytes(folder.resolve("runs.previous.jsonl")));
    assertTrue(
        Files.readString(folder.resolve("provenance.previous.json"))
            .contains("\"code\" : \"one\""));
  }

  @Test
  void everyLineIsClaimedByTheSessionThatWroteIt() throws Exception {
    Notebook notebook = new Notebook(folder);
    try (Journal journal = notebook.open(session("code"), false, n -> {})) {
      Runner.run(keys().subList(0, 3), 1, journal, done -> {});
      // killed here: nobody signs
    }
    try (Journal journal = notebook.open(session("code"), false, n -> {})) {
      Runner.run(keys(), 1, journal, done -> {});
      journal.sort(keys());
      notebook.sign(journal);
      List<History.Session> sessions = notebook.history().sessions();
      assertEquals(2, sessions.size());
      assertEquals(journal.checks().subList(0, 3), sessions.getFirst().lines());
      assertEquals(journal.checks().subList(3, 8), sessions.getLast().lines());
    }
    notebook.open(session("code"), false, n -> {}).close();
    notebook.open(session("code"), false, n -> {}).close();
    assertEquals(3, notebook.history().sessions().size(), "sessions without lines do not pile up");
  }

  @Test
  void damagedProvenanceIsNamedWithItsRemedyAndNothingIsLost() throws Exception {
    Notebook notebook = new Notebook(folder);
    write(notebook, "code", new ArrayList<>());
    byte[] runs = Files.readAllBytes(file());
    String good = Files.readString(notebook.provenanceFile());
    for (String bad :
        List.of("", "{", "[]", "\0", good.replace("\"code\"", "\"c"), "{\"sessions\":[{}]}")) {
      Files.writeString(notebook.provenanceFile(), bad);
      IOException e =
          assertThrows(IOException.class, () -> notebook.open(session("code"), false, n -> {}));
      assertTrue(e.getMessage().startsWith(notebook.provenanceFile() + " is damaged ("), bad);
      assertTrue(e.getMessage().contains("restore it, or delete it"), e.getMessage());
      assertArrayEquals(runs, Files.readAllBytes(file()), bad);
    }
    Files.delete(notebook.provenanceFile());
    List<String> notes = new ArrayList<>();
    write(notebook, "code", notes);
    assertTrue(notes.getFirst().contains("there is no "), notes.toString());
    assertArrayEquals(runs, Files.readAllBytes(file()));
    assertArrayEquals(runs, Files.readAllBytes(folder.resolve("runs.previous.jsonl")));
  }

  private void write(Notebook notebook, String code, List<String> notes) throws Exception {
    try (Journal journal = notebook.open(session(code), false, notes::add)) {
      Runner.run(keys(), 1, journal, done -> {});
      journal.sort(keys());
      notebook.sign(journal);
    }
  }

  private static History.Session session(String code) {
    return new History.Session(
        new Request(List.of(), new Plan(Scale.SMOKE, 0, Precision.FLOAT)),
        null,
        new Provenance(code, "commit", "run", "25", "cpu", 2, "SIMD is on", 512, true));
  }
}
