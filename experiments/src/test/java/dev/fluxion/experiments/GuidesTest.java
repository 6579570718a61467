package dev.fluxion.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every Java example of the README and the guides compiles and runs, and prints what the block of
 * text behind it says, if there is one; blocks marked «java fragment» are not tried. Every link
 * leads to a file.
 */
class GuidesTest {
  private static final Path GUIDES = Path.of("../docs");
  private static final Path README = Path.of("../README.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("```java\n(.*?)```\n(?:\n```text\n(.*?)```)?", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?class (\\w+)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");

  /** An example, and what it prints; null if the guide does not say. */
  record Example(String guide, String name, String code, String printed) {
    @Override
    public String toString() {
      return guide + ": " + name;
    }
  }

  static List<Path> guides() throws IOException {
    try (Stream<Path> files = Files.list(GUIDES)) {
      Stream<Path> guides = files.filter(file -> file.toString().endsWith(".md")).sorted();
      return Stream.concat(Stream.of(README), guides).toList();
    }
  }

  static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (Path guide : guides()) {
      Matcher matcher = EXAMPLE.matcher(Files.readString(guide));
      while (matcher.find()) {
        Matcher name = CLASS.matcher(matcher.group(1));
        assertTrue(name.find(), guide + " has an example without a class");
        examples.add(
            new Example(
                guide.getFileName().toString(), name.group(1), matcher.group(1), matcher.group(2)));
      }
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleDoesWhatItSays(Example example, @TempDir Path folder) throws Exception {
    String printed = Snippet.run(example.name(), example.code(), folder);
    if (example.printed() != null) {
      assertEquals(example.printed(), printed);
    }
  }

  /** The first example of the README. */
  @Test
  void xorIsLearnt(@TempDir Path folder) throws Exception {
    Example first = examples().getFirst();
    String printed = Snippet.run(first.name(), first.code(), folder);
    assertTrue(printed.startsWith("BUDGET, loss "), printed);
    double loss = Double.parseDouble(printed.substring("BUDGET, loss ".length()).strip());
    assertTrue(loss < 1e-3, printed);
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    int count = 0;
    for (Path guide : guides()) {
      Matcher links = LINK.matcher(Files.readString(guide));
      while (links.find()) {
        if (!links.group(1).startsWith("http")) {
          Path target = guide.resolveSibling(links.group(1));
          assertTrue(Files.exists(target), guide + " → " + links.group(1));
          count++;
        }
      }
    }
    assertTrue(count > 10, "links found: " + count);
  }
}
