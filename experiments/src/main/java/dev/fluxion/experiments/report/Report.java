package dev.fluxion.experiments.report;

import static dev.fluxion.experiments.report.Html.text;

import dev.fluxion.experiments.Documents;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Laboratory.Judged;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report: one self-contained HTML file, made from recorded runs only. Texts and tables are
 * written here and can be read without JavaScript; the figures are drawn in the page by D3, from
 * data that stand in it as JSON. A content security policy forbids the page any load.
 */
public final class Report {
  private static final List<String> SCRIPTS =
      List.of("parts", "axes", "charts", "heatmaps", "maps", "pictures", "report");

  private Report() {}

  /**
   * Writes the report.
   *
   * @param file where to; replaced as a whole
   * @param experiments one chapter each, in this order
   * @param results recorded runs; of several with one name the last is drawn, as it is judged
   * @param judged the verdicts
   * @param provenance where the runs come from
   * @throws IOException if the file cannot be written
   */
  public static void write(
      Path file,
      List<Experiment> experiments,
      List<RunResult> results,
      List<Judged> judged,
      Provenance provenance)
      throws IOException {
    Notebook.write(file, html(experiments, results, judged, provenance));
  }

  /** The page. */
  static String html(
      List<Experiment> experiments,
      List<RunResult> results,
      List<Judged> judged,
      Provenance provenance) {
    List<Chapter> chapters = new ArrayList<>();
    for (Experiment experiment : Documents.inOrder(experiments)) {
      chapters.add(new Chapter(chapters.size() + 1, experiment, results, judged, provenance));
    }
    FrontPage front =
        new FrontPage(chapters.stream().flatMap(chapter -> chapter.judged().stream()).toList());
    Map<String, String> values = new LinkedHashMap<>();
    values.put("css", Html.resource("report.css"));
    values.put("tally", front.tally());
    values.put("sections", front.sections());
    values.put("contents", FrontPage.contents(chapters));
    values.put("chapters", String.join("\n", chapters.stream().map(Chapter::html).toList()));
    values.put("provenance", provenance(provenance, results.size()));
    values.put("claims", front.claims());
    values.put("data", Html.script(Json.line(data(judged, provenance))));
    values.put("d3", Html.d3());
    for (String part : SCRIPTS) {
      values.put(part, Html.resource(part + ".js"));
    }
    return Html.fill(Html.resource("report.html"), values);
  }

  private static Map<String, Object> data(List<Judged> judged, Provenance provenance) {
    List<Map<String, Object>> claims = new ArrayList<>();
    for (Judged j : judged) {
      Map<String, Object> claim = new LinkedHashMap<>();
      claim.put("id", j.claim().id());
      claim.put("verdict", j.finding().verdict());
      claim.put("numbers", j.finding().numbers());
      claims.add(claim);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("provenance", provenance);
    data.put("claims", claims);
    return data;
  }

  private static String provenance(Provenance from, int runs) {
    StringBuilder html = new StringBuilder();
    entry(html, "Command", "<code>" + text(from.command()) + "</code>");
    entry(html, "Recorded runs", String.valueOf(runs));
    entry(html, "Java", text(from.java()));
    entry(
        html,
        "Processor",
        text(from.processor())
            + ", %d core%s".formatted(from.cores(), from.cores() == 1 ? "" : "s")
            + (from.fma() ? ", with FMA" : ", without FMA"));
    entry(html, "SIMD", text(from.simd()));
    entry(html, "Code", "<code>" + text(from.code()) + "</code>");
    return html.toString();
  }

  private static void entry(StringBuilder html, String name, String value) {
    html.append("<dt>%s</dt><dd>%s</dd>\n".formatted(name, value));
  }
}
