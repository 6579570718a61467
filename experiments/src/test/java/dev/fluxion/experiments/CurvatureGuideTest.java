package dev.fluxion.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the guide to curvature compiles, runs, and does what it says. */
class CurvatureGuideTest {
  private static final Path GUIDE = Path.of("../docs/curvature.md");

  @Test
  void theExamplePrintsWhatTheGuideSays(@TempDir Path folder) throws Exception {
    String printed = Snippet.run(GUIDE, "CurvatureExample", folder).strip();
    assertTrue(Files.readString(GUIDE).contains("`" + printed + "`"), printed);
    assertTrue(printed.matches(".*lowest eigenvalue -.*"), printed);
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    assertEquals(1, Snippet.checkLinks(GUIDE));
  }
}
