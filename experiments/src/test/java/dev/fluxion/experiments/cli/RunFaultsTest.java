package dev.fluxion.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run}, {@code report} and {@code merge} on folders and files that are not as they should
 * be.
 */
class RunFaultsTest {
  @TempDir private Path folder;

  private static Cli run(Path out) {
    return Cli.run("run", "004-1-scalar", "--scale", "smoke", "--out", out.toString());
  }

  private static void expectTrouble(Cli cli, String... words) {
    assertEquals(Fluxion.FILE_TROUBLE, cli.code(), cli.err());
    assertEquals("", cli.out());
    assertFalse(cli.err().contains("\tat "), cli.err());
    for (String word : words) {
      assertTrue(cli.err().contains(word), () -> word + " in " + cli.err());
    }
  }

  @Test
  void aPathBelowAFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    expectTrouble(run(file.resolve("below")), file.toString());
    assertEquals("x", Files.readString(file));
  }

  @Test
  void aFileSystemWithoutRoomForFoldersIsNamed() {
    Path proc = Path.of("/proc/fluxion");
    assumeTrue(Files.isDirectory(proc.getParent()), "Linux only");
    expectTrouble(run(proc), proc.toString());
  }

  @Test
  void aReadOnlyFolderIsNamed() throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(out), "nothing is read-only for this user");
    expectTrouble(run(out), "no permission to read or write " + out);
  }

  @Test
  void aJournalThatIsAFolderIsNamed() throws IOException {
    Path out = Files.createDirectories(folder.resolve("out/runs.jsonl")).getParent();
    expectTrouble(run(out), out.resolve("runs.jsonl").toString());
  }

  @Test
  void garbageInTheJournalIsNamedByLineAndNothingIsTouched() throws IOException {
    assertEquals(0, run(folder).code());
    byte[] report = Files.readAllBytes(folder.resolve("report.html"));
    byte[] provenance = Files.readAllBytes(folder.resolve("provenance.json"));
    Path journal = folder.resolve("runs.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    lines.set(4, lines.get(4).replaceFirst("\\d", "x"));
    Files.write(journal, lines);
    byte[] damaged = Files.readAllBytes(journal);
    String message = journal + ", line 5 is not a recorded run (its checksum is ";
    expectTrouble(run(folder), message, "delete this line to repeat its run");
    expectTrouble(Cli.run("report", folder.toString()), message);
    assertArrayEquals(damaged, Files.readAllBytes(journal));
    assertArrayEquals(report, Files.readAllBytes(folder.resolve("report.html")));
    assertArrayEquals(provenance, Files.readAllBytes(folder.resolve("provenance.json")));
    lines.remove(4); // the remedy
    Files.write(journal, lines);
    Cli mended = run(folder);
    assertEquals(0, mended.code(), mended.err());
    assertTrue(mended.err().contains("9 of 10 runs are recorded"), mended.err());
  }

  @Test
  void damagedProvenanceIsNamedWithItsRemedy() throws IOException {
    Cli first = run(folder);
    byte[] runs = Files.readAllBytes(folder.resolve("runs.jsonl"));
    Path provenance = folder.resolve("provenance.json");
    Files.writeString(provenance, Files.readString(provenance).substring(0, 100));
    expectTrouble(run(folder), provenance + " is damaged (", "restore it, or delete it");
    expectTrouble(Cli.run("report", folder.toString()), provenance + " is damaged (");
    assertArrayEquals(runs, Files.readAllBytes(folder.resolve("runs.jsonl")));
    Files.delete(provenance);
    Cli again = run(folder);
    assertEquals(first.out(), again.out());
    assertTrue(again.err().contains("there is no " + provenance), again.err());
    assertArrayEquals(runs, Files.readAllBytes(folder.resolve("runs.previous.jsonl")));
  }

  @Test
  void theReportOfAnInterruptedRunSaysWhatIsUndecided() throws IOException {
    Cli whole = run(folder);
    assertFalse(whole.out().contains(" UNDECIDED "), whole.out());
    Path journal = folder.resolve("runs.jsonl");
    Files.write(journal, Files.readAllLines(journal).subList(0, 3));
    assertEquals(0, Cli.run("report", folder.toString()).code());
    assertTrue(Files.readString(folder.resolve("report.html")).contains("has not been recorded"));
  }

  @Test
  void nothingIsLeftBesideTheResults() throws IOException {
    assertEquals(0, run(folder).code());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(".runs.jsonl.lock", "provenance.json", "report.html", "runs.jsonl"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }
}
