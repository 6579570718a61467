package dev.fluxion.experiments.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.optimizers.OptimizerSpec;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** The pages of the optimizers are those that the cards make now. */
class OptimizerPageTest {
  private static final Path FOLDER = Path.of("../docs/optimizers");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static Map<String, String> files;

  @BeforeAll
  static void make() {
    files = OptimizerPage.all();
  }

  @Test
  void thePagesInTheRepositoryAreUpToDate() throws Exception {
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> listing = Files.list(FOLDER)) {
      for (Path file : listing.toList()) {
        written.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    String remedy = "write them with ./fluxion docs optimizers";
    assertEquals(files.keySet(), written.keySet(), remedy);
    for (String name : files.keySet()) {
      assertEquals(files.get(name), written.get(name), name + ": " + remedy);
    }
  }

  @Test
  void everyOptimizerHasAPageAndNoExampleIsOfNothing() {
    TreeSet<String> ids = new TreeSet<>();
    for (OptimizerSpec spec : OptimizerSpec.catalog().all()) {
      String id = spec.card().id();
      ids.add(id);
      assertTrue(files.get(id + ".md").contains(spec.card().summary()), id);
      assertTrue(files.get("README.md").contains("(" + id + ".md)"), id);
    }
    assertEquals(new TreeSet<>(), difference(Examples.ids(), ids), "examples of nothing");
  }

  private static TreeSet<String> difference(List<String> left, TreeSet<String> right) {
    TreeSet<String> rest = new TreeSet<>(left);
    rest.removeAll(right);
    return rest;
  }

  @Test
  void picturesAreWellFormedSmallAndShowAPath() throws Exception {
    for (Map.Entry<String, String> file : files.entrySet()) {
      String name = file.getKey();
      String text = file.getValue();
      if (name.endsWith(".svg")) {
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text)));
        assertTrue(text.length() < 32_000, name + " has " + text.length() + " characters");
        assertFalse(text.contains("NaN") || text.contains("Infinity"), name);
        assertTrue(text.contains("class=\"path\"") && text.contains("class=\"level\""), name);
      }
    }
  }

  @Test
  void everyLinkLeadsToAFile() {
    int count = 0;
    for (Map.Entry<String, String> file : files.entrySet()) {
      Matcher links = LINK.matcher(file.getKey().endsWith(".md") ? file.getValue() : "");
      while (links.find()) {
        assertTrue(Files.exists(FOLDER.resolve(links.group(1))), file.getKey() + links.group());
        count++;
      }
    }
    assertTrue(count > 100, "links: " + count);
  }
}
