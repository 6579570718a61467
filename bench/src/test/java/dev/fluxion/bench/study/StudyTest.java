package dev.fluxion.bench.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.bench.cases.Cost;
import dev.fluxion.bench.cases.Kind;
import dev.fluxion.bench.cases.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {
  private static Study study(double... ns) {
    return Synthetic.study(
        Synthetic.row("exp", Metric.ELEMENTS, Kind.TRANSCENDENTAL, new Cost(1e4, 1, 1, 1, 1), ns));
  }

  @Test
  void jsonKeepsEverything(@TempDir Path folder) throws IOException {
    Study study = study(4, 3, 2, 1);
    Path file = folder.resolve("bench.json");
    Files.writeString(file, study.json());
    Study read = Study.read(file);
    assertEquals(study.json(), read.json());
    assertEquals(study.host(), read.host());
    assertEquals(study.columns(), read.columns());
    assertArrayEquals(
        study.rows().getLast().blocks("scalar").getLast().ns(),
        read.rows().getLast().blocks("scalar").getLast().ns());
    assertEquals(
        List.copyOf(study.rows().getLast().times().keySet()),
        List.copyOf(read.rows().getLast().times().keySet()));
  }

  @Test
  void otherFilesAreRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("other.json");
    for (String text : List.of("", "{", "[1]", "{\"format\": 99}", "{\"rows\": 3}")) {
      Files.writeString(file, text);
      var e = assertThrows(IllegalArgumentException.class, () -> Study.read(file), text);
      assertTrue(e.getMessage().contains("other.json"), e.getMessage());
    }
  }

  @Test
  void aComparisonSaysWhatHasBecomeFaster() {
    Study before = study(8, 8, 8, 8);
    Comparison c =
        Comparison.of(before, study(8, 8, 8, 2)).stream()
            .filter(x -> x.id().equals("elem/exp"))
            .findFirst()
            .orElseThrow();
    assertEquals(4, c.speedup().center(), 0.1);
    assertEquals("faster", c.words());
    assertTrue(
        Comparison.of(before, before).stream().allMatch(x -> x.words().equals("no difference")));
    assertTrue(
        Comparison.of(study(2, 2, 2, 2), before).stream()
            .anyMatch(x -> x.words().equals("slower")));
  }
}
