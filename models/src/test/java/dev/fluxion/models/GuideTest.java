package dev.fluxion.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the guide compile, run, and print what stands behind them. */
class GuideTest {
  private static final Path GUIDE = Path.of("../docs/models.md");

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```java\\n(.*?\\nclass (\\w+).*?)```\\n\\n```text\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> examplesPrintWhatStandsThere() throws IOException {
    String guide = Files.readString(GUIDE);
    List<DynamicTest> tests = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(guide);
    while (example.find()) {
      String source = example.group(1);
      String name = example.group(2);
      String output = example.group(3);
      tests.add(DynamicTest.dynamicTest(name, () -> assertEquals(output, run(name, source))));
    }
    assertEquals(guide.split("```java", -1).length - 1, tests.size(), "examples with output");
    assertTrue(tests.size() >= 4);
    return tests.stream();
  }

  private String run(String name, String source) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                messages,
                messages,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    assertEquals(0, code, messages.toString(StandardCharsets.UTF_8));
    PrintStream out = System.out;
    Locale locale = Locale.getDefault();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Locale.setDefault(Locale.ROOT);
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      var main = loader.loadClass(name).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(out);
      Locale.setDefault(locale);
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void everyModelIsInTheTable() throws IOException {
    String guide = Files.readString(GUIDE);
    for (Model model : Model.catalog().all()) {
      assertTrue(guide.contains("| `" + model.card().id() + "` |"), model.card().id());
    }
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    Matcher links = Pattern.compile("\\]\\(([^)#]+)").matcher(Files.readString(GUIDE));
    int count = 0;
    while (links.find()) {
      if (!links.group(1).startsWith("http")) {
        assertTrue(Files.exists(GUIDE.resolveSibling(links.group(1))), links.group(1));
        count++;
      }
    }
    assertTrue(count >= 4, "links found: " + count);
  }
}
