package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.random.RandomCheck;
import dev.fluxion.experiments.runner.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fluxion check random}: statistical tests of the random numbers. */
@Command(
    name = "random",
    description = {
      "Test words, uniforms and normals: distribution, moments, tails, correlations.",
      "Exit code 1 if one fails; good numbers do so for one seed in a million."
    },
    mixinStandardHelpOptions = true)
final class CheckRandomCommand implements Callable<Integer> {
  private static final long FEWEST = 1_000_000; // the limits of large numbers hold
  private static final long MOST = 2_000_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--draws",
      defaultValue = "100000000",
      description = "Number of draws, 1e6 to 2e9 (default: ${DEFAULT-VALUE}).")
  private String draws;

  @Option(names = "--seed", defaultValue = "1", description = "The seed to test.")
  private long seed;

  @Option(names = "--jobs", description = "Number of threads (default: one per processor).")
  private Integer jobs;

  @Option(names = "--json", description = "Print one JSON line per test.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    long wanted = wanted();
    int threads = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    if (threads < 1) {
      throw new IllegalArgumentException("--jobs = " + jobs + " must be at least 1");
    }
    List<RandomCheck.Finding> findings;
    try (Progress progress = Progress.start("draws", RandomCheck.chunks(wanted))) {
      findings = RandomCheck.run(RandomKey.of(seed), wanted, threads, progress::at);
    }
    PrintWriter out = spec.commandLine().getOut();
    for (RandomCheck.Finding f : findings) {
      if (json) {
        out.println(Json.line(f));
      } else {
        out.printf(
            "%s  %-9s %-36s %16.9g  expected %12.6g  p = %.3g%n",
            f.passes() ? "pass" : "FAIL", f.of(), f.test(), f.statistic(), f.expected(), f.p());
      }
    }
    long failed = findings.stream().filter(f -> !f.passes()).count();
    if (!json) {
      out.printf(
          "%d draws, %d tests, %d failed (each at p < %.1e)%n",
          RandomCheck.draws(wanted), findings.size(), failed, RandomCheck.LEVEL / findings.size());
    }
    out.flush();
    return failed == 0 ? 0 : Fluxion.CHECK_FAILED;
  }

  /** Takes 1e8 as well as 100000000. */
  private long wanted() {
    double wanted;
    try {
      wanted = Double.parseDouble(draws);
    } catch (NumberFormatException e) {
      wanted = Double.NaN;
    }
    if (!(wanted >= FEWEST && wanted <= MOST)) {
      throw new IllegalArgumentException("--draws = " + draws + " must be from 1e6 to 2e9");
    }
    return (long) wanted;
  }
}
