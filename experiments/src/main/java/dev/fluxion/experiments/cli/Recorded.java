package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.runner.Journal;
import dev.fluxion.experiments.runner.Laboratory;
import dev.fluxion.experiments.runner.Laboratory.Judged;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a folder of results holds.
 *
 * @param notebook the folder
 * @param experiments those that have been run, in the order of the catalog
 * @param results the recorded runs
 * @param judged the verdicts
 * @param provenance where they come from
 */
record Recorded(
    Notebook notebook,
    List<Experiment> experiments,
    List<RunResult> results,
    List<Judged> judged,
    Provenance provenance) {
  static Recorded read(Path folder) throws IOException {
    Notebook notebook = new Notebook(folder);
    List<RunResult> results = Journal.read(notebook.journal());
    Set<String> recorded =
        results.stream().map(r -> r.key().experiment()).collect(Collectors.toSet());
    List<Experiment> experiments =
        Experiment.catalog().all().stream().filter(e -> recorded.contains(e.card().id())).toList();
    return new Recorded(
        notebook,
        experiments,
        results,
        Laboratory.judge(experiments, results, notebook.missing(results)),
        notebook.provenance());
  }
}
