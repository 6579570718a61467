package dev.fluxion.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Figure.Kind;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Verdict;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Laboratory;
import dev.fluxion.experiments.runner.Laboratory.Judged;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The report is one file that loads nothing, says everything, and survives whatever it is given.
 */
final class ReportTest {
  private static final String HOSTILE = "</script><!-- <b onclick='x'>\"&{{css}}$1\\";
  private static final Provenance PROVENANCE =
      new Provenance(
          "0badcafe",
          "commit",
          "./fluxion run --scale smoke " + HOSTILE,
          "25",
          "cpu",
          2,
          "SIMD",
          512,
          true);

  /** An experiment given by its parts. */
  private record Given(Card card, List<Claim> claims, List<Figure> figures) implements Experiment {
    @Override
    public List<RunKey> runs(Plan plan) {
      return List.of();
    }
  }

  private static Experiment experiment(String text) {
    List<Claim> claims = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      claims.add(
          new Claim(
              "007/1." + verdict.name().toLowerCase(Locale.ROOT),
              "Section " + text,
              "statement " + text,
              "test " + text,
              e -> new Finding(verdict, "numbers " + text)));
    }
    Map<String, Object> bowl = Map.of("coefficients", List.of(1, 100), "center", List.of(1, 2.5));
    List<String> runs = List.of("good", "odd " + text, "absent");
    return new Given(
        new Card("given", "Question " + text, "f = " + text, "document " + text, text),
        claims,
        List.of(
            new Figure(Kind.LOSS, "loss " + text, runs),
            new Figure(Kind.CONTOUR, "contour", runs, bowl),
            new Figure(Kind.DISTANCE, "distance", runs, bowl),
            new Figure(Kind.LAYERS, "layers", List.of("good")),
            new Figure(Kind.TELEMETRY, "telemetry", runs, Map.of("series", "scale"))));
  }

  private static RunResult run(String name, Outcome outcome, double... loss) {
    RunKey key =
        new RunKey(
            "given",
            name,
            "quadratic",
            new TreeMap<>(Map.of("coefficients", "1.0,100.0", "offset", "0.0")),
            List.of(),
            "no-longer-registered",
            new TreeMap<>(Map.of("name", "it's")),
            Precision.DOUBLE,
            List.of(10.0, 10.0),
            loss.length - 1,
            7,
            List.of(),
            "descent");
    TreeMap<String, double[]> theta = new TreeMap<>(Map.of("x0", loss, "x1", loss));
    TreeMap<String, double[]> layers = new TreeMap<>(Map.of("part0", loss, "part1", loss));
    return new RunResult(
        key,
        outcome,
        loss.length - 1,
        loss.length,
        Double.NaN,
        0,
        0,
        loss,
        theta,
        layers,
        new TreeMap<>(Map.of("scale", loss)),
        new TreeMap<>());
  }

  private static String page(String text, RunResult... results) {
    List<Experiment> experiments = List.of(experiment(text));
    List<RunResult> runs = List.of(results);
    return Report.html(experiments, runs, Laboratory.judge(experiments, runs), PROVENANCE);
  }

  private static String fullPage() {
    return page(
        HOSTILE,
        run("good", Outcome.BUDGET, 4, 1, 0.25),
        run("odd " + HOSTILE, Outcome.DIVERGED, 1, 0, -1, Double.POSITIVE_INFINITY, Double.NaN));
  }

  private static JsonNode data(String page) {
    Matcher script =
        Pattern.compile(
                "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page);
    assertTrue(script.find());
    return Json.tree(script.group(1));
  }

  private static List<JsonNode> figures(String page) {
    return Pattern.compile(
            "<script type=\"application/json\" class=\"figure-data\">(.*?)</script>",
            Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(script -> Json.tree(script.group(1)))
        .toList();
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void theReportIsOneFileThatLoadsNothing(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.html");
    Report.write(file, List.of(), List.of(), List.of(), PROVENANCE);
    String page = Files.readString(file);
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
    assertTrue(page.contains("Content-Security-Policy\" content=\"default-src 'none'"));
    assertTrue(page.contains("D3 7.9.0") && page.contains("Permission to use, copy, modify"));
    assertTrue(page.length() > 280_000, "D3 is inlined");
    Pattern load =
        Pattern.compile(
            "(src|href|action|data-src)\\s*=\\s*[\"']?\\s*(https?:|//)|@import|url\\(\\s*[\"']?(https?:|//)");
    assertFalse(load.matcher(page).find());
    assertFalse(page.contains("<script src"));
  }

  @Test
  void noPlaceOfTheTemplateStaysOpen() {
    Provenance plain =
        new Provenance("code", "commit", "command", "java", "cpu", 1, "simd", 0, false);
    String page = Report.html(List.of(experiment("plain")), List.of(), List.of(), plain);
    assertFalse(Pattern.compile("\\{\\{\\w+}}").matcher(page).find());
    assertThrows(IllegalArgumentException.class, () -> Html.fill("{{a}}", Map.of("b", "c")));
    assertEquals("{{b}}$1", Html.fill("{{a}}", Map.of("a", "{{b}}$1", "b", "no")));
  }

  @Test
  void numberedSectionsComeInOrderAndNamedOnesAsTheyAre() {
    assertEquals(
        List.of("2", "2, 3.6", "4.2", "4.10", "A.1"),
        FrontPage.inOrder(List.of("4.10", "A.1", "2, 3.6", "4.2", "2")));
    assertEquals(List.of("Notes", "Credits"), FrontPage.inOrder(List.of("Notes", "Credits")));
  }

  @Test
  void everyClaimIsShownWithItsVerdict() {
    String page = page("plain");
    for (Verdict verdict : Verdict.values()) {
      String id = "007/1." + verdict.name().toLowerCase(Locale.ROOT);
      assertTrue(page.contains("<tr id=\"" + id + "\""), id);
      assertTrue(page.contains("<a href=\"#" + id + "\">" + id + "</a>"), id);
      assertTrue(page.contains("</span> " + verdict + "</span></td>"), id);
    }
    assertTrue(page.contains("1 holds, 1 fails, 1 undecided"));
    assertTrue(page.contains("statement plain") && page.contains("numbers plain"));
  }

  @Test
  void hostileTextsStayTexts() {
    String page = fullPage();
    String plain = page("plain", run("good", Outcome.BUDGET, 4, 1));
    assertEquals(count(plain, "</script>"), count(page, "</script>"));
    assertEquals(count(plain, "<script"), count(page, "<script"));
    assertEquals(0, count(page, "<!--"));
    assertEquals(0, count(page, "<b onclick"));
    assertTrue(page.contains("statement " + Html.text(HOSTILE)));
    assertEquals("loss " + HOSTILE, figures(page).get(0).get("title").asString());
  }

  @Test
  void numbersThatAreNotFiniteReachTheFigures() {
    JsonNode lines = figures(fullPage()).get(0).get("lines");
    JsonNode odd = lines.get(1).get("y");
    assertEquals("[1.0,0.0,-1.0,\"Infinity\",\"NaN\"]", odd.toString());
    assertTrue(lines.get(1).get("wild").asBoolean());
    assertFalse(lines.get(0).get("wild").asBoolean());
  }

  @Test
  void aFigureSaysWhichRunsAreMissing() {
    String page = page("plain");
    for (JsonNode figure : figures(page)) {
      assertTrue(figure.get("lines").isEmpty());
      assertEquals(
          figure.get("kind").asString().equals("LAYERS") ? 1 : 3, figure.get("missing").size());
    }
    assertTrue(figures(fullPage()).get(0).get("missing").toString().contains("absent"));
  }

  @Test
  void distancesAreTakenBeforeRounding() {
    RunResult near = run("good", Outcome.BUDGET, 2, 1 + 1e-12);
    JsonNode distances = figures(page("plain", near)).get(2).get("lines").get(0);
    assertEquals(1e-12, distances.get("y").get(1).asDouble(), 1e-15);
    JsonNode map = figures(page("plain", near)).get(1).get("lines").get(0);
    assertEquals("[2.0,1.0]", map.get("x").toString());
    assertEquals("[2.0,1.0]", map.get("loss").toString());
  }

  @Test
  void everyFigureHasItsElementAndItsCommand() {
    String page = fullPage();
    for (JsonNode figure : figures(page)) {
      assertEquals(1, count(page, "<figure id=\"" + figure.get("id").asString() + "\""));
    }
    assertEquals(5, count(page, ">./fluxion run given --seed 7 --scale smoke<"));
    assertTrue(
        page.contains(
            "./fluxion minimize --problem quadratic --problem-set coefficients=1.0,100.0"
                + " --problem-set offset=0.0 --optimizer no-longer-registered"
                + " --set &#39;name=it&#39;\\&#39;&#39;s&#39; --start 10.0,10.0 --steps 2"
                + " --seed 7 --precision double"));
  }

  @Test
  void emptyResultsMakeAPage() {
    String page = Report.html(List.of(), List.of(), List.<Judged>of(), PROVENANCE);
    assertTrue(page.contains("No experiment has been run yet"));
    assertTrue(figures(page).isEmpty());
    assertEquals("0badcafe", data(page).get("provenance").get("code").asString());
  }

  @Test
  void thinningKeepsPeaksEndsAndGaps() {
    double[] series = new double[100_000];
    series[54_321] = 9;
    series[54_322] = -9;
    series[777] = Double.NaN;
    int[] kept = Thinning.indices(1000, series);
    assertTrue(kept.length <= 1100);
    List<Integer> list = Arrays.stream(kept).boxed().toList();
    assertTrue(list.containsAll(List.of(0, 777, 54_321, 54_322, 99_999)));
    assertEquals(list.stream().sorted().distinct().toList(), list);
    assertEquals(5, Thinning.indices(1000, new double[5]).length);
    assertEquals(0, Thinning.indices(1000, new double[0]).length);
  }
}
