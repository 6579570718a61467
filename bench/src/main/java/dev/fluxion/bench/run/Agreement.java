package dev.fluxion.bench.run;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Work;
import dev.fluxion.bench.run.Respondent.Reply;
import java.io.IOException;

/** The comparison with another form for who does not use {@link Conductor}. */
public final class Agreement {
  private Agreement() {}

  /** Calls the work, and refuses it if a JVM of the column does not give the same bits. */
  public static void require(Case row, Work work, Column column) throws IOException {
    String digest = Digest.of(row, work);
    try (Worker other = Worker.start(column)) {
      Reply reply = other.ask("prepare", row.id(), 1);
      if (!(reply instanceof Reply.Done done) || !done.text().equals(digest)) {
        throw new IllegalStateException(
            "%s: %s gives %s, this JVM %s; nothing is timed"
                .formatted(row.id(), column.label(), reply, digest));
      }
    }
  }
}
