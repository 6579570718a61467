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

/** The first Java example of a page: compiled and run as it stands there. */
final class Snippet {
  private Snippet() {}

  /** What the example prints; classes go to the folder. */
  static String run(Path page, String mainClass, Path folder) throws Exception {
    Path source = folder.resolve(mainClass + ".java");
    Files.writeString(source, javaBlock(page));
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
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      var main = loader.loadClass(mainClass).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static String javaBlock(Path page) throws IOException {
    Matcher block =
        Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
    assertTrue(block.find(), page + " has no Java example");
    return block.group(1);
  }

  /** Requires that links lead to files; returns their number. */
  static int checkLinks(Path page) throws IOException {
    Matcher links = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(Files.readString(page));
    int count = 0;
    while (links.find()) {
      if (!links.group(1).startsWith("http")) {
        assertTrue(Files.exists(page.resolveSibling(links.group(1))), links.group(1));
        count++;
      }
    }
    return count;
  }
}
