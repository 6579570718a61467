package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.docs.ResultsFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion docs results}: recorded runs in a form that can be committed. */
@Command(
    name = "results",
    description = "Write recorded runs, verdicts, figures and a summary in a form to be committed.",
    mixinStandardHelpOptions = true)
final class DocsResultsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = "fluxion-out",
      description = "Folder of the recorded runs (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--out",
      defaultValue = "docs/results",
      description = "Folder to write (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--no-figures",
      description = "Leave the figures out, whose drawing needs Chromium or Chrome.")
  private boolean noFigures;

  @Option(
      names = "--check",
      description =
          "Write nothing, but compare: 1 if the recorded runs differ from those in --out.")
  private boolean check;

  @Override
  public Integer call() throws IOException {
    Recorded recorded = Recorded.read(folder);
    ResultsFolder results = new ResultsFolder(out, recorded.experiments(), recorded.results());
    PrintWriter err = spec.commandLine().getErr();
    if (check) {
      List<String> differences = results.differences();
      differences.forEach(err::println);
      err.println(differences.isEmpty() ? "the same, bit for bit: " + out : "not the same: " + out);
      return differences.isEmpty() ? 0 : Fluxion.CHECK_FAILED;
    }
    results.write(recorded.provenance(), !noFigures);
    err.println("results: " + out);
    return 0;
  }
}
