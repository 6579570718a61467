package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.docs.OptimizerPage;
import dev.fluxion.experiments.runner.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fluxion docs optimizers}: writes a page with a picture for every optimizer. */
@Command(
    name = "optimizers",
    description = "Write a page with a picture for every optimizer, from its card.",
    mixinStandardHelpOptions = true)
final class DocsOptimizersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "docs/optimizers",
      description = "Folder of the pages (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Map<String, String> files = OptimizerPage.all();
    Files.createDirectories(out);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Notebook.write(out.resolve(file.getKey()), file.getValue());
    }
    spec.commandLine().getErr().println(files.size() + " files in " + out);
    return 0;
  }
}
