package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.report.Pictures;
import dev.fluxion.experiments.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--svg",
      paramLabel = "FOLDER",
      description = "Write every figure as an SVG file as well; needs Chromium or Chrome.")
  private Path svg;

  @Override
  public Integer call() throws IOException {
    Recorded recorded = Recorded.read(folder);
    Path report = recorded.notebook().report();
    Report.write(
        report,
        recorded.experiments(),
        recorded.results(),
        recorded.judged(),
        recorded.provenance());
    PrintWriter err = spec.commandLine().getErr();
    err.println("report: " + report);
    if (svg != null) {
      err.println("figures: " + Pictures.write(report, svg).size() + " in " + svg);
    }
    return 0;
  }
}
