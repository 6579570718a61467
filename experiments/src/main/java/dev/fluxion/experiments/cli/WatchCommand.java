package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.report.LivePage;
import dev.fluxion.experiments.runner.Notebook;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion watch}: a live page of a run that goes on. */
@Command(
    name = "watch",
    description = {
      "Show a live page of a run that goes on in another process.",
      "Progress, verdicts so far, and the report of what is recorded; Ctrl-C ends it. Only this"
          + " machine can open it."
    },
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  static final int PORT = 8642;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = "fluxion-out",
      description = "Folder of the results (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--port",
      defaultValue = "" + PORT,
      description = "Port of the page; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Notebook notebook = new Notebook(folder);
    PrintWriter err = spec.commandLine().getErr();
    try (LivePage page = LivePage.start(notebook, port)) {
      err.println("watching " + folder + ": " + page.address() + "  (Ctrl-C ends)");
      err.flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
