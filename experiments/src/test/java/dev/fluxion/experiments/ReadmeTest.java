package dev.fluxion.experiments;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example compiles, runs, and does what it says. */
class ReadmeTest {
  private static final Path README = Path.of("../README.md");

  @Test
  void theFirstExampleLearnsXor(@TempDir Path folder) throws Exception {
    String printed = Snippet.run(README, "FirstExample", folder);
    assertTrue(printed.startsWith("BUDGET, loss "), printed);
    double loss = Double.parseDouble(printed.substring("BUDGET, loss ".length()).strip());
    assertTrue(loss < 1e-3, printed);
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    int count = Snippet.checkLinks(README);
    assertTrue(count > 10, "links found: " + count);
  }
}
