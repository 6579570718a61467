package dev.fluxion.experiments.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code fluxion check}: gradient and contract checks. */
@Command(
    name = "check",
    description = "Check gradients and contracts.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
