package dev.fluxion.experiments.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Stands for {@code fluxion bench} in the list of commands. The benchmarks are a module of their
 * own, which the launcher starts; this one is reached only without the launcher.
 */
@Command(
    name = "bench",
    description =
        "Measure the kernels: scalar code, C2 and the Vector API under the machine's roof.")
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Unmatched private List<String> arguments;

  @Override
  public Integer call() {
    spec.commandLine()
        .getErr()
        .println("error: the benchmarks are started by the launcher: ./fluxion bench");
    return Fluxion.WRONG_INPUT;
  }
}
