package dev.fluxion.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards put together are the whole, and what does not fit together is refused. */
class MergeCommandTest {
  private static final int SHARDS = 4;
  private static final List<String> EXPERIMENTS = List.of("004-1-scalar", "004-2-symmetric");

  @TempDir private static Path shared;

  private static Cli whole;
  private static byte[] journal;

  @TempDir private Path folder;

  @BeforeAll
  static void runUndivided() throws IOException {
    whole = run(shared.resolve("whole"));
    journal = Files.readAllBytes(shared.resolve("whole/runs.jsonl"));
  }

  @BeforeEach
  void runShards() {
    for (int i = 0; i < SHARDS; i++) {
      Cli cli = run(folder, "--shard", i + "/" + SHARDS);
      assertEquals(0, cli.code(), cli.err());
      assertEquals("", cli.out());
    }
  }

  private static Cli run(Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(EXPERIMENTS);
    arguments.addAll(List.of("--scale", "smoke", "--out", out.toString()));
    Collections.addAll(arguments, more);
    return Cli.run(arguments.toArray(String[]::new));
  }

  private Path shard(int index) {
    return folder.resolve("runs.shard-" + index + "-of-" + SHARDS + ".jsonl");
  }

  private void expectRefusal(int code, String... words) throws IOException {
    Cli cli = Cli.run("merge", folder.toString());
    assertEquals(code, cli.code(), cli.err());
    for (String word : words) {
      assertTrue(cli.err().contains(word), () -> word + " in " + cli.err());
    }
    assertTrue(Files.notExists(folder.resolve("runs.jsonl")));
  }

  @Test
  void mergedShardsAreTheWholeByteForByte() throws IOException {
    Cli merged = Cli.run("merge", folder.toString());
    assertEquals(0, merged.code(), merged.err());
    assertArrayEquals(journal, Files.readAllBytes(folder.resolve("runs.jsonl")));
    assertEquals(whole.out(), merged.out());
    assertTrue(Files.exists(folder.resolve("report.html")));
    assertEquals(0, Cli.run("merge", folder.toString()).code(), "again");
    assertArrayEquals(journal, Files.readAllBytes(folder.resolve("runs.jsonl")));
    Cli resumed = run(folder);
    assertTrue(resumed.err().contains("13 of 13 runs are recorded"), resumed.err());
  }

  @Test
  void shardsMayLieAnywhere() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("a/b"));
    for (String name : List.of("runs.shard-1-of-4.jsonl", "provenance.shard-1-of-4.json")) {
      Files.move(folder.resolve(name), elsewhere.resolve(name));
    }
    Path out = folder.resolve("new");
    Cli merged =
        Cli.run(
            "merge",
            out.toString(),
            elsewhere.toString(),
            shard(0).toString(),
            folder.toString(),
            shard(3).toString());
    assertEquals(0, merged.code(), merged.err());
    assertArrayEquals(journal, Files.readAllBytes(out.resolve("runs.jsonl")));
  }

  @Test
  void itSaysWhichRunsAreMissingAndHowToGetThem() throws IOException {
    List<String> lines = Files.readAllLines(shard(1));
    Files.write(shard(1), lines.subList(0, lines.size() - 1));
    Files.delete(shard(2));
    expectRefusal(
        Fluxion.CHECK_FAILED,
        " of 13 runs are missing",
        "1 of "
            + lines.size()
            + " runs of shard 1/4 are missing; finish it with: ./fluxion run "
            + String.join(" ", EXPERIMENTS)
            + " --scale smoke --seed 0 --precision float --shard 1/4",
        " runs of shard 2/4 are missing");
    Cli partial = Cli.run("merge", folder.toString(), "--partial");
    assertEquals(Fluxion.CHECK_FAILED, partial.code());
    assertTrue(partial.out().contains("UNDECIDED"), partial.out());
    assertEquals(0, run(folder, "--shard", "1/4").code());
    assertEquals(0, run(folder, "--shard", "2/4").code());
    assertEquals(0, Cli.run("merge", folder.toString()).code());
    assertArrayEquals(journal, Files.readAllBytes(folder.resolve("runs.jsonl")));
  }

  @Test
  void aShardOfAnotherPlanIsRefused() throws IOException {
    assertEquals(0, run(folder, "--shard", "3/4", "--seed", "1").code());
    expectRefusal(Fluxion.WRONG_INPUT, "not of one plan", "--seed 0", "--seed 1", "shard-3-of-4");
  }

  @Test
  void aShardOfOtherCodeIsRefused() throws IOException {
    Path provenance = folder.resolve("provenance.shard-2-of-4.json");
    String text = Files.readString(provenance);
    Files.writeString(provenance, text.replaceAll("(\"code\" : )\"\\w+\"", "$1\"other\""));
    expectRefusal(Fluxion.WRONG_INPUT, "shard-2-of-4", "another version of Fluxion");
  }

  @Test
  void shardsThatContradictEachOtherAreRefused() throws IOException {
    assertEquals(0, run(folder, "--shard", "0/1").code());
    Path all = folder.resolve("runs.shard-0-of-1.jsonl");
    assertArrayEquals(journal, Files.readAllBytes(all));
    String line = Files.readAllLines(shard(0)).getFirst();
    String other = line.replaceFirst("\"evaluations\":", "\"evaluations\":1");
    Files.writeString(all, Files.readString(all).replace(line, checked(other)));
    expectRefusal(
        Fluxion.WRONG_INPUT, "contradict each other", "shard-0-of-1", "shard-0-of-4", "004-");
  }

  /** A changed line with a checksum that fits. */
  private static String checked(String line) {
    String body = line.substring(0, line.indexOf(",\"check\""));
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return body + String.format(",\"check\":\"%08x\"}", crc.getValue());
  }

  @Test
  void aDamagedShardIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(shard(3));
    bytes[100] ^= 1;
    Files.write(shard(3), bytes);
    expectRefusal(Fluxion.FILE_TROUBLE, shard(3) + ", line 1 is not a recorded run");
    Files.delete(folder.resolve("provenance.shard-3-of-4.json"));
    expectRefusal(Fluxion.FILE_TROUBLE, "provenance.shard-3-of-4.json does not exist");
  }

  @Test
  void aFolderWithoutShardsIsRefused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Cli cli = Cli.run("merge", empty.toString());
    assertEquals(Fluxion.WRONG_INPUT, cli.code());
    assertTrue(cli.err().contains(empty + " is not the journal of a shard"), cli.err());
    assertFalse(Files.exists(empty.resolve("runs.jsonl")));
  }

  @Test
  void aWrongShardIsRefused() {
    Cli cli = run(folder, "--shard", "4/4");
    assertEquals(Fluxion.WRONG_INPUT, cli.code());
    assertTrue(cli.err().contains("shard 4/4 must be i/n with i from 0 to n-1"), cli.err());
  }
}
