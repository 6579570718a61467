package dev.fluxion.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All Java sources are as google-java-format writes them. */
class FormattingTest {
  private static final String COMMAND =
      "mvn -pl property-tests -am verify -Dtest=FormattingTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dfluxion.format=apply";

  @Test
  void everySourceIsFormatted() throws IOException {
    boolean apply = "apply".equals(System.getProperty("fluxion.format"));
    List<Path> sources = House.sources();
    assertFalse(sources.isEmpty());
    List<Path> unformatted =
        sources.parallelStream().filter(file -> !isFormatted(file, apply)).toList();
    assertEquals(
        List.of(),
        apply ? List.of() : unformatted,
        () -> unformatted.size() + " files are not formatted; this formats them: " + COMMAND);
  }

  private static boolean isFormatted(Path file, boolean apply) {
    try {
      String source = Files.readString(file);
      String formatted = formatted(file.toString(), source);
      if (apply && !formatted.equals(source)) {
        Files.writeString(file, formatted);
      }
      return formatted.equals(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBadlyFormattedSourceIsNoticed() {
    String source = "import java.util.List;\nclass A { int  a = 1 ; }\n";
    assertNotEquals(source, formatted("A.java", source));
    assertEquals("class A {\n  int a = 1;\n}\n", formatted("A.java", source));
  }

  private static String formatted(String name, String source) {
    try {
      return new Formatter().formatSourceAndFixImports(source);
    } catch (FormatterException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }
}
