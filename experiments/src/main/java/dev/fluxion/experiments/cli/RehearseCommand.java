package dev.fluxion.experiments.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code fluxion rehearse}: what the launcher runs once after a build, so that the JVM learns which
 * classes and methods the commands use.
 */
@Command(name = "rehearse", description = "Run a little of everything.", hidden = true)
final class RehearseCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FOLDER", description = "Where results go.")
  private Path folder;

  @Override
  public Integer call() {
    int run = Fluxion.execute("run", "--scale", "smoke", "--out", folder.toString());
    String study =
        "tune --problem zakharov --dimension 10 --optimizer ecdsep --trials 500 --jobs 1";
    return Math.max(run, Fluxion.execute(study.split(" ")));
  }
}
