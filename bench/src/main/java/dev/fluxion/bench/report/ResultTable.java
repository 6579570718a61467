package dev.fluxion.bench.report;

import static dev.fluxion.bench.report.Html.text;

import dev.fluxion.bench.cases.Part;
import dev.fluxion.bench.run.Column;
import dev.fluxion.bench.study.Block;
import dev.fluxion.bench.study.Ceilings;
import dev.fluxion.bench.study.Interval;
import dev.fluxion.bench.study.Row;
import dev.fluxion.bench.study.Statistics;
import dev.fluxion.bench.study.Study;
import dev.fluxion.bench.study.Verdict;
import java.util.List;

/** The table of a part: every column's median, interval and best, and the verdict. */
final class ResultTable {
  private final Study study;

  ResultTable(Study study) {
    this.study = study;
  }

  String html(Part part) {
    List<Row> rows = study.rows().stream().filter(r -> r.part().equals(part.id())).toList();
    if (rows.isEmpty()) {
      return "";
    }
    List<Column> columns =
        study.columns().stream().filter(c -> rows.stream().anyMatch(r -> r.has(c.id()))).toList();
    StringBuilder html = new StringBuilder();
    html.append(
        "<section id=\"%s\"><h2>%s</h2><p class=\"lead\">%s</p><div class=\"scroll\"><table>\n"
            .formatted(part.id(), part.id(), text(sentence(part.summary()))));
    html.append("<thead><tr><th>case</th><th>unit</th>");
    columns.forEach(c -> html.append("<th class=\"n\">").append(text(c.label())).append("</th>"));
    html.append("<th>verdict</th></tr></thead><tbody>\n");
    rows.forEach(row -> html.append(row(row, columns)));
    return html.append("</tbody></table></div></section>\n").toString();
  }

  private static String sentence(String summary) {
    return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
  }

  private String row(Row row, List<Column> columns) {
    Verdict verdict = Verdict.on(row, study, Ceilings.of(study, row.threads()));
    StringBuilder html = new StringBuilder();
    String threads = row.threads() == 1 ? "" : " <small>" + row.threads() + " threads</small>";
    html.append(
        "<tr><th>%s%s</th><td>%s</td>"
            .formatted(text(row.name()), threads, text(row.metric().unit())));
    for (Column column : columns) {
      boolean wins = verdict != null && column.id().equals(verdict.winner());
      html.append(
          row.has(column.id())
              ? cell(row, row.blocks(column.id()), wins)
              : "<td class=\"n\">–</td>");
    }
    String words =
        row.wasRefused() ? "Not timed: " + row.refused() : verdict == null ? "" : verdict.words();
    return html.append("<td class=\"why\">%s</td></tr>\n".formatted(text(words))).toString();
  }

  private static String cell(Row row, List<Block> blocks, boolean wins) {
    Interval time = Statistics.time(blocks);
    double median = value(row, Statistics.median(blocks));
    String best = "best " + Numbers.number(value(row, Statistics.best(blocks)));
    double one = value(row, time.low());
    double other = value(row, time.high());
    String interval =
        time.low() > 0
            ? Numbers.number(Math.min(one, other)) + " – " + Numbers.number(Math.max(one, other))
            : "one block";
    return "<td class=\"n%s\"><b>%s</b><small>%s</small><small>%s</small></td>"
        .formatted(wins ? " wins" : "", Numbers.number(median), interval, best);
  }

  private static double value(Row row, double nanoseconds) {
    return row.metric().of(row.cost(), nanoseconds);
  }
}
