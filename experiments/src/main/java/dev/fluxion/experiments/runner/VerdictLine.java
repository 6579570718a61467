package dev.fluxion.experiments.runner;

import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * A verdict as one JSON line: what {@code run --json} prints and {@code verdicts.jsonl} holds.
 *
 * @param experiment the experiment's id
 * @param claim the claim's id
 * @param section where the document says it
 * @param statement what it says
 * @param test the measurement and its threshold
 * @param verdict the verdict
 * @param numbers the measured numbers
 */
public record VerdictLine(
    String experiment,
    String claim,
    String section,
    String statement,
    String test,
    Verdict verdict,
    String numbers) {
  /** The line of a judged claim. */
  public static VerdictLine of(Laboratory.Judged judged) {
    Claim claim = judged.claim();
    return new VerdictLine(
        judged.experiment().card().id(),
        claim.id(),
        claim.section(),
        claim.statement(),
        claim.test(),
        judged.finding().verdict(),
        judged.finding().numbers());
  }

  /** Whether it is a verdict on this claim as it now stands. */
  public boolean isOn(Claim now) {
    return claim.equals(now.id()) && statement.equals(now.statement()) && test.equals(now.test());
  }

  /** Reads recorded verdicts, by claim; none if there is no such file. */
  public static Map<String, VerdictLine> read(Path file) throws IOException {
    Map<String, VerdictLine> lines = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return lines;
    }
    for (String text : Files.readAllLines(file)) {
      try {
        VerdictLine line = Json.read(text, VerdictLine.class);
        lines.put(line.claim(), line);
      } catch (JacksonException e) {
        throw new IOException(
            file + ", line " + (lines.size() + 1) + " is not a verdict: " + e.getOriginalMessage(),
            e);
      }
    }
    return lines;
  }
}
