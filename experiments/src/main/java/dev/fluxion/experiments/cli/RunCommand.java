package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Scale;
import dev.fluxion.experiments.report.LivePage;
import dev.fluxion.experiments.report.Report;
import dev.fluxion.experiments.runner.Journal;
import dev.fluxion.experiments.runner.Laboratory;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.PlannedRuns;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.experiments.runner.Runner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion run}: runs experiments, judges their claims, writes the report. */
@Command(
    name = "run",
    description = {
      "Run experiments and judge their claims.",
      "Without names, all of them. Finished runs in --out are not repeated."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "EXPERIMENT", description = "Names of experiments; see 'fluxion list'.")
  private List<String> names = List.of();

  @Option(
      names = "--scale",
      defaultValue = "normal",
      description = "smoke, normal or full (default: ${DEFAULT-VALUE}).")
  private Scale scale;

  @Option(names = "--seed", defaultValue = "0", description = "Seed of all random numbers.")
  private long seed;

  @Option(names = "--jobs", description = "Number of threads (default: one per processor).")
  private Integer jobs;

  @Option(
      names = "--out",
      defaultValue = "fluxion-out",
      description = "Folder of the results (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--precision",
      defaultValue = "float",
      description =
          "float or double, for runs that do not fix their own (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(names = "--watch", description = "Show a live page while it runs; see 'fluxion watch'.")
  private boolean watch;

  @Option(
      names = "--port",
      defaultValue = "" + WatchCommand.PORT,
      description = "Port of the live page; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--fresh", description = "Repeat runs that are recorded already.")
  private boolean fresh;

  @Option(names = "--json", description = "Print the verdicts as JSON lines.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (jobs != null && jobs < 1) {
      throw new IllegalArgumentException("--jobs = " + jobs + " must be at least 1");
    }
    List<Experiment> experiments = chosen();
    Plan plan = new Plan(scale, seed, precision);
    List<RunKey> keys = experiments.stream().flatMap(e -> e.runs(plan).stream()).toList();
    Notebook notebook = new Notebook(out);
    Provenance provenance = Provenance.here(commandLine());
    PrintWriter err = spec.commandLine().getErr();
    notebook.prepare(provenance, fresh).forEach(err::println);
    notebook.plan(PlannedRuns.of(plan, experiments));
    List<RunResult> results = new ArrayList<>();
    try (Journal journal = Journal.open(notebook.journal())) {
      journal.notes().forEach(err::println);
      long recorded = keys.stream().filter(key -> journal.get(key) != null).count();
      if (recorded > 0) {
        err.printf(
            "%d of %d runs are recorded in %s already; --fresh repeats them%n",
            recorded, keys.size(), notebook.journal());
      }
      try (Progress progress = Progress.start("runs", keys.size());
          LivePage page = watch ? LivePage.start(notebook, journal::results, port) : null) {
        if (page != null) {
          err.println("live page while it runs: " + page.address());
          err.flush();
        }
        Runner.run(keys, threads(), journal, progress::at);
      }
      journal.sort(keys);
      keys.forEach(key -> results.add(journal.get(key)));
    }
    List<Laboratory.Judged> judged = Laboratory.judge(experiments, results);
    PrintWriter stdout = spec.commandLine().getOut();
    if (json) {
      VerdictTable.json(judged, stdout);
    } else {
      VerdictTable.text(judged, stdout);
    }
    Report.write(notebook.report(), experiments, results, judged, provenance);
    stdout.flush();
    err.println("report: " + notebook.report());
    return 0;
  }

  private int threads() {
    return jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
  }

  private List<Experiment> chosen() {
    Catalog<Experiment> catalog = Experiment.catalog();
    return names.isEmpty() ? catalog.all() : names.stream().distinct().map(catalog::get).toList();
  }

  private String commandLine() {
    return "./fluxion " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }
}
