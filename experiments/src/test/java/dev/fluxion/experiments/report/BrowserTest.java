package dev.fluxion.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** The report in a browser: no errors, every figure drawn, every link leads somewhere. */
class BrowserTest {
  @TempDir static Path folder;

  private static Chromium browser;
  private static Path report;

  @BeforeAll
  static void writeTheReport() throws IOException {
    var found = Chromium.find();
    assumeTrue(
        found.isPresent(),
        "no Chromium or Chrome on the PATH and " + Chromium.VARIABLE + " is not set: not tried");
    browser = found.orElseThrow();
    report = folder.resolve("report.html");
    Gallery.write(report);
  }

  private static List<MatchResult> all(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).results().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void everyFigureIsDrawnWithoutErrors(int width) throws IOException {
    Chromium.Page page = browser.open(report.toUri().toString(), width);
    assertEquals(List.of(), page.console());
    List<MatchResult> figures = all("<figure id=\"([^\"]*)\".*?</figure>", page.dom());
    assertEquals(new Gallery().figures().size(), figures.size());
    for (MatchResult figure : figures) {
      String chart = all("<div class=\"chart\">(.*)", figure.group()).getFirst().group(1);
      List<MatchResult> svg = all("<svg role=\"img\" aria-label=\"[^\"]{20,}\".*?</svg>", chart);
      assertEquals(1, svg.size(), figure.group(1));
      int marks = all("<(path|rect|circle)[^>]*(d|width|r)=\"[^\"]", svg.getFirst().group()).size();
      assertTrue(marks > 6, figure.group(1) + " has " + marks + " marks");
      assertTrue(all("NaN|undefined", svg.getFirst().group()).isEmpty(), figure.group(1));
      for (MatchResult text :
          all(" x=\"([^\"]*)\"[^>]*\"end\"[^>]*>([^<]*)<", svg.getFirst().group())) {
        double left = Double.parseDouble(text.group(1)) - 6 * text.group(2).length(); // pixels
        assertTrue(left >= 0, figure.group(1) + " cuts «" + text.group(2) + "» off");
      }
    }
  }

  /** In the gallery an orbit of radius 1 is drawn. */
  @Test
  void anOrbitIsRound() throws Exception {
    String dom = browser.open(report.toUri().toString(), 1280).dom();
    String orbit = all("An orbit</.*?</figure>", dom).getFirst().group();
    String path = all("class=\"line\"[^>]* d=\"M([^\"]*)\"", orbit).getLast().group(1);
    DoubleSummaryStatistics x = new DoubleSummaryStatistics();
    DoubleSummaryStatistics y = new DoubleSummaryStatistics();
    for (String point : path.split("L")) {
      x.accept(Double.parseDouble(point.split(",")[0]));
      y.accept(Double.parseDouble(point.split(",")[1]));
    }
    assertEquals(x.getMax() - x.getMin(), y.getMax() - y.getMin(), 2); // pixels
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    String dom = browser.open(report.toUri().toString(), 1280).dom();
    Set<String> ids = new HashSet<>();
    all("\\sid=\"([^\"]+)\"", dom)
        .forEach(id -> assertTrue(ids.add(id.group(1)), "twice: " + id.group(1)));
    List<MatchResult> links = all("href=\"#([^\"]*)\"", dom);
    assertTrue(links.size() > 10);
    links.forEach(link -> assertTrue(ids.contains(link.group(1)), "#" + link.group(1)));
  }

  @Test
  void everyFigureIsAPictureOfItsOwn() throws Exception {
    List<Path> files = Pictures.write(report, folder.resolve("pictures"));
    assertEquals(new Gallery().figures().size(), files.size());
    for (Path file : files) {
      String text = Files.readString(file);
      assertTrue(all("var\\(|light-dark|class=|NaN|undefined", text).isEmpty(), file.toString());
      Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
      assertEquals("svg", svg.getDocumentElement().getTagName());
      assertTrue(svg.getElementsByTagName("text").getLength() > 4, file.toString());
      assertTrue(Files.size(file) < 400_000, file + ": " + Files.size(file) + " bytes");
    }
  }
}
