package dev.fluxion.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocsCommandTest {
  private static final Pattern COMMAND = Pattern.compile("```sh\n\\./fluxion (.*)\n```");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern LOSS = Pattern.compile("loss (\\S+ → \\S+), the best (\\S+) at");

  @Test
  void pagesAreWrittenWhereAsked(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("deep/pages");
    Cli cli = Cli.run("docs", "optimizers", "--out", out.toString());
    assertEquals(0, cli.code(), cli.err());
    assertTrue(Files.readString(out.resolve("adam.md")).startsWith("# `adam`\n"));
    assertTrue(Files.readString(out.resolve("adam.svg")).endsWith("</svg>\n"));
  }

  @Test
  void anotherKindIsRefused() {
    Cli cli = Cli.run("docs", "optimisers");
    assertEquals(Fluxion.WRONG_INPUT, cli.code());
    assertTrue(cli.err().contains("Did you mean: docs optimizers"), cli.err());
  }

  /** The numbers on a page are those that the command beside them prints. */
  @ParameterizedTest
  @ValueSource(strings = {"adam", "ecd-discrete-energy", "polyak-per-layer", "swa", "chain", "sgd"})
  void theCommandOnAPagePrintsItsNumbers(String id) throws IOException {
    String page = Files.readString(Path.of("../docs/optimizers/" + id + ".md"));
    Matcher command = COMMAND.matcher(page);
    assertTrue(command.find());
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command.group(1));
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    Cli cli = Cli.run(words.toArray(String[]::new));
    assertEquals(0, cli.code(), cli.err());
    Matcher loss = LOSS.matcher(page);
    assertTrue(loss.find());
    assertTrue(cli.out().contains("loss         " + loss.group(1) + "\n"), cli.out());
    assertTrue(cli.out().contains("best loss    " + loss.group(2) + " at"), cli.out());
  }
}
