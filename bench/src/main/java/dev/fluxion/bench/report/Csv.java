package dev.fluxion.bench.report;

import dev.fluxion.bench.run.Column;
import dev.fluxion.bench.study.Block;
import dev.fluxion.bench.study.Row;
import dev.fluxion.bench.study.Statistics;
import dev.fluxion.bench.study.Study;
import java.io.PrintWriter;
import java.util.List;

/** Lines for other programs: what a user gets from Fluxion, and the other libraries. */
public final class Csv {
  /** The first line. */
  public static final String HEADER = "peer,part,case,threads,metric,median,best";

  private Csv() {}

  /** Prints the header and one line per case and library. */
  public static void print(Study study, PrintWriter out) {
    out.println(HEADER);
    for (Row row : study.rows()) {
      for (Column column : study.columns()) {
        boolean wanted = !column.ours() || column.equals(study.shipped());
        if (wanted && row.has(column.id())) {
          out.println(
              line(column.ours() ? "fluxion" : column.peer(), row, row.blocks(column.id())));
        }
      }
    }
    out.flush();
  }

  private static String line(String peer, Row row, List<Block> blocks) {
    return String.join(
        ",",
        peer,
        row.part(),
        row.name(),
        String.valueOf(row.threads()),
        row.metric().unit(),
        value(row, Statistics.median(blocks)),
        value(row, Statistics.best(blocks)));
  }

  private static String value(Row row, double nanoseconds) {
    return Numbers.significant(row.metric().of(row.cost(), nanoseconds), 5);
  }
}
