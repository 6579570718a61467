package dev.fluxion.experiments.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fluxion docs}: writes the pages that are made from the code and from results. */
@Command(
    name = "docs",
    description = "Write documentation from the code and from recorded results.",
    synopsisSubcommandLabel = "PAGE",
    subcommands = {
      DocsOptimizersCommand.class,
      DocsClaimsCommand.class,
      DocsResultsCommand.class,
      DocsSiteCommand.class
    },
    mixinStandardHelpOptions = true)
final class DocsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "say which page: " + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }
}
