package dev.fluxion.bench.report;

import static dev.fluxion.bench.report.Html.text;

import dev.fluxion.bench.cases.Part;
import dev.fluxion.bench.study.Ceilings;
import dev.fluxion.bench.study.Comparison;
import dev.fluxion.bench.study.Host;
import dev.fluxion.bench.study.Row;
import dev.fluxion.bench.study.Study;
import dev.fluxion.bench.study.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The study as one self-contained HTML file, which loads nothing and needs no JavaScript. */
public final class Report {
  private Report() {}

  /**
   * The page.
   *
   * @param study the measurements
   * @param baseline what it is compared with, or null
   * @param comparisons the rows of both
   */
  public static String html(Study study, Study baseline, List<Comparison> comparisons) {
    Map<String, String> values = new LinkedHashMap<>();
    Ceilings ceilings = Ceilings.of(study, 1);
    ResultTable table = new ResultTable(study);
    StringBuilder tables = new StringBuilder();
    for (Part part : Part.values()) {
      tables.append(table.html(part));
    }
    values.put("css", Html.resource("study.css"));
    values.put("summary", summary(study, ceilings));
    values.put("ceilings", ceilings(ceilings));
    values.put("roofline", figure(new RooflinePlot(study, ceilings).svg()));
    values.put("legend", legend(study));
    values.put("sweeps", SweepPlots.html(study));
    values.put("tables", tables.toString());
    values.put("comparison", baseline == null ? "" : comparison(study, baseline, comparisons));
    values.put("provenance", provenance(study));
    values.put("notes", notes(study));
    return Html.fill(Html.resource("study.html"), values);
  }

  private static String figure(String svg) {
    return svg.isEmpty()
        ? "<p class=\"lead\">No roofline: the part <code>machine</code> was not measured.</p>"
        : "<figure class=\"wide\">" + svg + "</figure>";
  }

  /** How often each form wins. */
  private static String summary(Study study, Ceilings ceilings) {
    int vector = 0;
    int scalar = 0;
    int none = 0;
    for (Row row : study.rows()) {
      Verdict verdict = row.part().equals("machine") ? null : Verdict.on(row, study, ceilings);
      if (verdict != null) {
        vector += verdict.winner() != null && verdict.winner().startsWith("vector") ? 1 : 0;
        scalar += verdict.winner() != null && !verdict.winner().startsWith("vector") ? 1 : 0;
        none += verdict.winner() == null ? 1 : 0;
      }
    }
    return count(vector, "won by the Vector API")
        + count(scalar, "won by scalar code as shipped")
        + count(none, "without a difference");
  }

  private static String count(int n, String words) {
    return "<div class=\"count\"><b>%d</b><span>%s</span></div>".formatted(n, words);
  }

  private static String ceilings(Ceilings ceilings) {
    StringBuilder html = new StringBuilder();
    ceilings
        .peak()
        .forEach(
            (bits, peak) ->
                html.append(
                    entry(
                        bits == 0 ? "FMA, scalar" : "FMA, " + bits + " bits",
                        Numbers.number(peak) + " GFLOP/s")));
    for (var level : ceilings.levels()) {
      if (ceilings.read().containsKey(level.name())) {
        html.append(
            entry(
                level.name()
                    + (Double.isFinite(level.size())
                        ? ", %.0f kB".formatted(level.size() / 1024)
                        : ""),
                "read %s GB/s, read and write %s GB/s"
                    .formatted(
                        Numbers.number(ceilings.read().get(level.name())),
                        Numbers.number(ceilings.write().get(level.name())))));
      }
    }
    return html.toString();
  }

  private static String legend(Study study) {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < study.columns().size(); i++) {
      html.append(
          "<span class=\"key series-%d\"><i></i>%s</span>"
              .formatted(i % 8, text(study.columns().get(i).label())));
    }
    return html.toString();
  }

  private static String comparison(Study study, Study baseline, List<Comparison> comparisons) {
    StringBuilder html = new StringBuilder();
    html.append(
        "<section id=\"baseline\"><h2>Against the baseline</h2><p class=\"lead\">%s, %s, %s; then over now: above 1 is faster now.</p>"
            .formatted(
                text(baseline.date()),
                text(baseline.host().processor()),
                text(baseline.shipped().label())));
    html.append(
        "<div class=\"scroll\"><table><thead><tr><th>case</th><th class=\"n\">speedup (95 %"
            + " interval)</th><th>verdict</th></tr></thead><tbody>\n");
    for (Comparison c : comparisons) {
      html.append(
          "<tr><th>%s</th><td class=\"n\">%s</td><td>%s</td></tr>\n"
              .formatted(text(c.id()), Numbers.ratio(c.speedup()), c.words()));
    }
    return html.append("</tbody></table></div></section>").toString();
  }

  private static String provenance(Study study) {
    Host host = study.host();
    return entry("Command", study.command())
        + entry("Date", study.date())
        + entry("Processor", host.processor() + ", " + host.cores() + " cores")
        + entry("System", host.system())
        + entry("Java", host.java())
        + entry("SIMD", host.simd())
        + (host.options().isEmpty() ? "" : entry("JDK_JAVA_OPTIONS", host.options()))
        + entry(
            "Plan",
            "%s: %d forks × %d rounds × %d samples of at least %.0f ms"
                .formatted(
                    study.plan().name(),
                    study.plan().forks(),
                    study.plan().rounds(),
                    study.plan().samples(),
                    study.plan().sampleNanos() / 1e6))
        + String.join(
            "",
            study.columns().stream()
                .map(c -> entry(c.label(), String.join(" ", c.options())))
                .toList());
  }

  private static String entry(String name, String value) {
    return "<dt>%s</dt><dd>%s</dd>\n".formatted(text(name), text(value));
  }

  private static String notes(Study study) {
    return String.join(
        "\n", study.notes().stream().map(n -> "<p class=\"small\">" + text(n) + "</p>").toList());
  }
}
