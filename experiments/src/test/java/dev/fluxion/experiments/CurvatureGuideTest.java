package dev.fluxion.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.cli.Fluxion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void itsCommandsRun() throws IOException {
    List<String> commands =
        Files.readAllLines(GUIDE).stream()
            .filter(line -> line.startsWith("./fluxion "))
            .map(line -> line.substring("./fluxion ".length()))
            .toList();
    assertEquals(2, commands.size());
    PrintStream out = System.out;
    try {
      System.setOut(new PrintStream(OutputStream.nullOutputStream()));
      for (String command : commands) {
        assertEquals(0, Fluxion.execute(command.split(" ")), command);
      }
    } finally {
      System.setOut(out);
    }
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    assertEquals(1, Snippet.checkLinks(GUIDE));
  }
}
