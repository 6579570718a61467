package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.docs.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fluxion docs site}: the guides as a static site. */
@Command(
    name = "site",
    description = "Write the guides as a static site, to be opened or served from a folder.",
    mixinStandardHelpOptions = true)
final class DocsSiteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--docs",
      defaultValue = "docs",
      description = "Folder of the guides (default: ${DEFAULT-VALUE}).")
  private Path docs;

  @Option(
      names = "--out",
      defaultValue = "site",
      description = "Folder to write (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() throws IOException {
    int pages = new Site(docs, out).write().size();
    spec.commandLine().getErr().println("site: " + pages + " pages in " + out);
    return 0;
  }
}
