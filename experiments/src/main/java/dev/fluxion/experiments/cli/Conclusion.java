package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.report.Report;
import dev.fluxion.experiments.runner.Journal;
import dev.fluxion.experiments.runner.Laboratory;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.Request;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What follows a run or a merge: the verdicts and the report. */
final class Conclusion {
  private Conclusion() {}

  /** Judges the claims by the journal, prints the verdicts, writes the report. */
  static void draw(
      CommandLine command,
      Notebook notebook,
      Journal journal,
      Request request,
      Provenance provenance,
      boolean json)
      throws IOException {
    List<RunResult> results = new ArrayList<>();
    List<RunKey> missing = new ArrayList<>();
    for (RunKey key : request.keys()) {
      if (journal.has(key)) {
        results.add(journal.get(key));
      } else {
        missing.add(key);
      }
    }
    List<Experiment> experiments = request.chosen();
    List<Laboratory.Judged> judged = Laboratory.judge(experiments, results, missing);
    PrintWriter out = command.getOut();
    if (json) {
      VerdictTable.json(judged, out);
    } else {
      VerdictTable.text(judged, out);
    }
    Report.write(notebook.report(), experiments, results, judged, provenance);
    out.flush();
    command.getErr().println("report: " + notebook.report());
  }
}
