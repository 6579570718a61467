package dev.fluxion.determinism;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that is killed at any moment, and resumed, ends with the same journal. */
class KilledStudyTest {
  private static final int KILLS = 3;
  private static final int TRIALS = 240;

  @TempDir private Path folder;

  @Test
  void aKilledStudyGoesOnToTheSameJournal() throws Exception {
    Path whole = folder.resolve("whole.jsonl");
    Path killed = folder.resolve("killed.jsonl");
    FluxionProcess.run(folder, flags(), Map.of(), arguments(whole, 2)).expectSuccess();
    for (int i = 0; i < KILLS; i++) {
      kill(killed, RandomKey.of(9).integer(0, i, 100));
    }
    assertTrue(Files.size(killed) <= Files.size(whole));
    FluxionProcess.run(folder, flags(), Map.of(), arguments(killed, 1)).expectSuccess();
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(killed));
  }

  /** Starts or resumes, and kills some milliseconds after something new is in the journal. */
  private void kill(Path journal, int delay) throws IOException, InterruptedException {
    long before = size(journal);
    var running = FluxionProcess.start(folder, List.of(), flags(), Map.of(), arguments(journal, 2));
    while (running.process().isAlive() && size(journal) <= before) {
      Thread.sleep(2);
    }
    Thread.sleep(delay);
    running.kill();
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static List<String> flags() {
    return FluxionProcess.withVectors(null);
  }

  private static String[] arguments(Path journal, int jobs) {
    return new String[] {
      "tune",
      "--problem=zakharov",
      "--optimizer=ecdsep",
      "--trials=" + TRIALS,
      "--iterations=4000",
      "--jobs=" + jobs,
      "--journal=" + journal
    };
  }
}
