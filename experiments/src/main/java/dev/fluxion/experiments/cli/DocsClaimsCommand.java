package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.docs.ClaimsPage;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.VerdictLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fluxion docs claims}: the list of all claims with the verdicts of a recorded run. */
@Command(
    name = "claims",
    description = "Write the list of all claims, with the verdicts of a recorded run.",
    mixinStandardHelpOptions = true)
final class DocsClaimsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--results",
      defaultValue = "docs/results",
      description = "Folder with verdicts.jsonl (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Option(
      names = "--out",
      defaultValue = "docs/claims.md",
      description = "File to write (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() throws IOException {
    var verdicts = VerdictLine.read(results.resolve("verdicts.jsonl"));
    Notebook.write(out, ClaimsPage.of(Experiment.catalog().all(), verdicts));
    spec.commandLine().getErr().println("claims: " + out);
    return 0;
  }
}
