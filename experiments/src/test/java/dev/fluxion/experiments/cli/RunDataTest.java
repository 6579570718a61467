package dev.fluxion.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --data}: experiments train on a file in place of what they would generate. */
class RunDataTest {
  @TempDir private Path folder;
  private Path table;

  @BeforeEach
  void writeATable() throws IOException {
    StringBuilder lines = new StringBuilder("width,height,label\n");
    for (int i = 0; i < 120; i++) {
      lines.append(i).append(',').append(i * i % 7).append(",c").append(i % 2).append('\n');
    }
    table = Files.writeString(folder.resolve("table.csv"), lines);
  }

  private Cli run(String experiment, String data) {
    return Cli.run(
        "run",
        experiment,
        "--scale",
        "smoke",
        "--out",
        folder.resolve("out").toString(),
        "--data",
        data);
  }

  @Test
  void everyRunTrainsOnTheFile() throws IOException {
    Cli cli = run("000-7-images", "digits=" + table);
    assertEquals(0, cli.code(), cli.err());
    List<String> journal = Files.readAllLines(folder.resolve("out/runs.jsonl"));
    assertTrue(journal.size() > 1);
    for (String line : journal) {
      assertEquals(
          table.toString(),
          Json.tree(line).at("/key/problemSettings/data").asString(),
          () -> "data of " + line);
    }
    String report = Files.readString(folder.resolve("out/report.html"));
    assertTrue(report.contains("--data digits=" + table), "the command that repeats it");
    assertEquals(
        table.toString(),
        Json.tree(Files.readString(folder.resolve("out/provenance.json")))
            .at("/sessions/0/request/plan/data/digits")
            .asString());
  }

  @Test
  void otherRunsStayAsTheyAre() throws IOException {
    assertEquals(0, run("000-7-images", "digits=" + table).code());
    long first = Files.readAllLines(folder.resolve("out/runs.jsonl")).size();
    Cli plain =
        Cli.run(
            "run", "000-7-images", "--scale", "smoke", "--out", folder.resolve("out").toString());
    assertEquals(0, plain.code(), plain.err());
    assertFalse(plain.err().contains("are recorded"), "runs on other data are other runs");
    List<String> journal = Files.readAllLines(folder.resolve("out/runs.jsonl"));
    assertEquals(2 * first, journal.size(), "and both are kept");
  }

  @Test
  void badDataAreRefusedBeforeTheWork() {
    expect(run("000-7-images", "spiral=" + table), 2, "no run trains on 'spiral'", "[digits]");
    expect(run("004-1-scalar", "digits=" + table), 2, "these runs need no data");
    expect(run("000-7-images", "digits=" + folder.resolve("none.csv")), 3, "none.csv");
    expect(run("000-7-images", "digits=nonsense"), 2, "nonsense");
    assertTrue(Files.notExists(folder.resolve("out")));
  }

  private static void expect(Cli cli, int code, String... words) {
    assertEquals(code, cli.code(), cli.err());
    for (String word : words) {
      assertTrue(cli.err().contains(word), () -> word + " in " + cli.err());
    }
  }
}
