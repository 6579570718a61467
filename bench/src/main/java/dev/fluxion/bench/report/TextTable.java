package dev.fluxion.bench.report;

import dev.fluxion.bench.run.Column;
import dev.fluxion.bench.study.Ceilings;
import dev.fluxion.bench.study.Comparison;
import dev.fluxion.bench.study.Row;
import dev.fluxion.bench.study.Statistics;
import dev.fluxion.bench.study.Study;
import dev.fluxion.bench.study.Verdict;
import java.io.PrintWriter;
import java.util.List;

/** The study on a terminal: medians, and the verdict below each row. */
public final class TextTable {
  private TextTable() {}

  /** Prints all rows. */
  public static void print(Study study, PrintWriter out) {
    int width = study.rows().stream().mapToInt(r -> r.id().length()).max().orElse(0);
    out.printf("%-" + width + "s  %-11s", "median", "");
    study.columns().forEach(c -> out.printf("  %12s", c.id()));
    out.println();
    for (Row row : study.rows()) {
      if (row.wasRefused()) {
        out.printf("%-" + width + "s  NOT TIMED: %s%n", row.id(), row.refused());
        continue;
      }
      out.printf("%-" + width + "s  %-11s", row.id(), row.metric().unit());
      for (Column column : study.columns()) {
        out.printf("  %12s", row.has(column.id()) ? value(row, column) : "");
      }
      out.println();
      Verdict verdict = Verdict.on(row, study, Ceilings.of(study, row.threads()));
      if (verdict != null) {
        out.println("    " + verdict.words());
      }
    }
    study.notes().forEach(note -> out.println("note: " + note));
    out.flush();
  }

  /** Prints a comparison with another study. */
  public static void print(List<Comparison> comparisons, PrintWriter out) {
    int width = comparisons.stream().mapToInt(c -> c.id().length()).max().orElse(0);
    out.println("against the baseline: time before / time now");
    for (Comparison c : comparisons) {
      out.printf("%-" + width + "s  %s  %s%n", c.id(), Numbers.ratio(c.speedup()), c.words());
    }
    out.flush();
  }

  private static String value(Row row, Column column) {
    double median = Statistics.median(row.blocks(column.id()));
    return Numbers.number(row.metric().of(row.cost(), median));
  }
}
