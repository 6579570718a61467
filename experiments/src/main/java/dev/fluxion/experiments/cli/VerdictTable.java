package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.Verdict;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Laboratory.Judged;
import dev.fluxion.experiments.runner.VerdictLine;
import java.io.PrintWriter;
import java.util.List;

/** Verdicts, one line per claim. */
final class VerdictTable {
  private VerdictTable() {}

  static void text(List<Judged> judged, PrintWriter out) {
    int width = judged.stream().mapToInt(j -> j.claim().id().length()).max().orElse(0);
    String experiment = "";
    for (Judged j : judged) {
      String id = j.experiment().card().id();
      if (!id.equals(experiment)) {
        out.printf(
            "%s%s: %s%n", experiment.isEmpty() ? "" : "\n", id, j.experiment().card().summary());
        experiment = id;
      }
      out.printf(
          "  %-9s  %-" + width + "s  %s  [%s]%n",
          j.finding().verdict(),
          j.claim().id(),
          j.claim().statement(),
          j.finding().numbers());
    }
    out.printf(
        "%n%d claims: %d HOLD, %d FAIL, %d UNDECIDED%n",
        judged.size(),
        count(judged, Verdict.HOLDS),
        count(judged, Verdict.FAILS),
        count(judged, Verdict.UNDECIDED));
  }

  static void json(List<Judged> judged, PrintWriter out) {
    for (Judged j : judged) {
      out.println(Json.line(VerdictLine.of(j)));
    }
  }

  private static long count(List<Judged> judged, Verdict verdict) {
    return judged.stream().filter(j -> j.finding().verdict() == verdict).count();
  }
}
