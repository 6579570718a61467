package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.report.Report;
import dev.fluxion.experiments.runner.Journal;
import dev.fluxion.experiments.runner.Laboratory;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion report}: makes the report again from recorded runs. */
@Command(
    name = "report",
    description = "Write report.html from the runs recorded in a folder.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = "fluxion-out",
      description = "Folder of the results (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    Notebook notebook = new Notebook(folder);
    List<RunResult> results = Journal.read(notebook.journal());
    Set<String> recorded =
        results.stream().map(r -> r.key().experiment()).collect(Collectors.toSet());
    List<Experiment> experiments =
        Experiment.catalog().all().stream().filter(e -> recorded.contains(e.card().id())).toList();
    Report.write(
        notebook.report(),
        experiments,
        results,
        Laboratory.judge(experiments, results, notebook.missing(results)),
        notebook.provenance());
    spec.commandLine().getErr().println("report: " + notebook.report());
    return 0;
  }
}
