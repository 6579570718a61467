package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.experiments.docs.OptimizerPage;
import dev.fluxion.experiments.runner.Notebook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion docs optimizers}: writes a page with a picture for every optimizer. */
@Command(
    name = "docs",
    description = "Write a page with a picture for every optimizer, from its card.",
    mixinStandardHelpOptions = true)
final class DocsCommand implements Callable<Integer> {
  private static final List<String> KINDS = List.of("optimizers");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "KIND", description = "optimizers.")
  private String kind;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "docs/optimizers",
      description = "Folder of the pages (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException(Names.unknown("kind", kind, KINDS));
    }
    Map<String, String> files = OptimizerPage.all();
    java.nio.file.Files.createDirectories(out);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Notebook.write(out.resolve(file.getKey()), file.getValue());
    }
    spec.commandLine().getErr().println(files.size() + " files in " + out);
    return 0;
  }
}
