package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.autodiff.check.FunctionCheck;
import dev.fluxion.autodiff.check.FunctionCheck.Finding;
import dev.fluxion.autodiff.check.Functions;
import dev.fluxion.autodiff.check.PowCheck;
import dev.fluxion.experiments.runner.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion check functions}: errors of exp, log, tanh … against exact values. */
@Command(
    name = "functions",
    description = {
      "Measure the errors of exp, log, tanh and the other functions of floats.",
      "On a sample in seconds, or on all floats. Exit code 1 if a bound is broken."
    },
    mixinStandardHelpOptions = true)
final class CheckFunctionsCommand implements Callable<Integer> {
  private static final String POW = "pow";
  private static final int BLOCKS = 1000;
  private static final int MANY_BLOCKS = 50_000;
  private static final int UNIT = 1 << 22; // floats per step of the progress line

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FUNCTION", description = "Their names (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--exhaustive",
      description = "Try all 2^32 floats (pow: 200 million pairs); minutes per function.")
  private boolean exhaustive;

  @Option(
      names = "--threads",
      description = "Threads of --exhaustive (default: one per processor).")
  private Integer threads;

  @Option(names = "--json", description = "Print one JSON line per function.")
  private boolean json;

  @Override
  public Integer call() {
    if (threads != null && threads < 1) {
      throw new IllegalArgumentException("--threads = " + threads + " must be at least 1");
    }
    List<String> known =
        Stream.concat(Functions.all().stream().map(FunctionCheck::name), Stream.of(POW)).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(Names.unknown("function", name, known));
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (String name : names.isEmpty() ? known : names) {
      Finding finding = name.equals(POW) ? pow() : check(name);
      findings.add(finding);
      print(finding);
    }
    long failed = findings.stream().filter(f -> !f.passes()).count();
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf("%d functions, %d failed%n", findings.size(), failed);
    }
    out.flush();
    return failed == 0 ? 0 : Fluxion.CHECK_FAILED;
  }

  private Finding check(String name) {
    FunctionCheck function =
        Functions.all().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    if (!exhaustive) {
      return function.sample();
    }
    int workers = threads != null ? threads : Runtime.getRuntime().availableProcessors();
    try (Progress progress = Progress.start(name, (int) ((1L << 32) / UNIT))) {
      return function.exhaustive(workers, floats -> progress.at((int) (floats / UNIT)));
    }
  }

  private Finding pow() {
    return PowCheck.sample(exhaustive ? MANY_BLOCKS : BLOCKS);
  }

  private void print(Finding f) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(f));
    } else {
      out.printf(
          Locale.ROOT,
          "%s  %-9s %10d inputs  at most %.4f ulp (bound %.2f), at %-16s %s%n",
          f.passes() ? "pass" : "FAIL",
          f.name(),
          f.inputs(),
          f.error(),
          f.bound(),
          f.at(),
          f.exceptions() == 0 ? "" : f.exceptions() + " neighbours in the wrong order");
      f.wrong().forEach(wrong -> out.println("      " + wrong));
    }
    out.flush();
  }
}
