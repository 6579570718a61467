package dev.fluxion.experiments;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example compiles, runs, and does what it says. */
class ReadmeTest {
  private static final Path README = Path.of("../README.md");

  @Test
  void theFirstExampleLearnsXor(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("FirstExample.java");
    Files.writeString(source, javaBlock());
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
                source.toString());
    assertEquals(0, code, messages.toString(StandardCharsets.UTF_8));
    String printed = run(folder);
    assertTrue(printed.startsWith("BUDGET, loss "), printed);
    double loss = Double.parseDouble(printed.substring("BUDGET, loss ".length()).strip());
    assertTrue(loss < 1e-3, printed);
  }

  private static String run(Path folder) throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      var main = loader.loadClass("FirstExample").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    Matcher links = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(Files.readString(README));
    int count = 0;
    while (links.find()) {
      if (!links.group(1).startsWith("http")) {
        assertTrue(Files.exists(README.resolveSibling(links.group(1))), links.group(1));
        count++;
      }
    }
    assertTrue(count > 10, "links found: " + count);
  }

  private static String javaBlock() throws IOException {
    Matcher block =
        Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    assertTrue(block.find(), "the README has no Java example");
    return block.group(1);
  }
}
