package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.problems.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fluxion minimize}: one optimizer on one problem, with its whole trajectory. */
@Command(
    name = "minimize",
    description = "Run one optimizer on one problem; print a summary or write the trajectory.",
    mixinStandardHelpOptions = true)
final class MinimizeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RunOptions run;

  @Option(
      names = "--steps",
      defaultValue = "1000",
      description = "Budget of steps (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--target-loss",
      description = "Stop as REACHED once the loss is at or below this.")
  private double target = Double.NEGATIVE_INFINITY;

  @Option(
      names = "--precision",
      defaultValue = "float",
      description = "float (engine) or double (definition) (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = "--theta-at",
      paramLabel = "K,L,…",
      split = ",",
      description = "Iterations whose parameters the trace holds (default: first and last).")
  private Integer[] thetaAt;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write one JSON object; - for standard output.")
  private String trace;

  @Option(names = "--json", description = "The same as --trace -.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    RunKey key = key();
    List<Integer> iterations = iterations();
    Problem opened = Execution.problem(key);
    Trace record = new Trace(iterations);
    Minimizer.Result result = Minimizer.run(Execution.descent(key, opened), steps, target, record);
    if (json || "-".equals(trace)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(Json.line(document(key, result, record)));
      out.flush();
    } else if (trace != null) {
      Notebook.write(Path.of(trace), Json.line(document(key, result, record)) + "\n");
      summary(key, opened, result);
    } else {
      summary(key, opened, result);
    }
    return 0;
  }

  private RunKey key() {
    if (steps < 0) {
      throw new IllegalArgumentException("--steps = " + steps + " must not be negative");
    }
    return run.key("minimize", run.around(run.optimizer()), precision, steps);
  }

  private List<Integer> iterations() {
    List<Integer> iterations =
        thetaAt == null ? List.of(0, steps) : List.copyOf(Arrays.asList(thetaAt));
    for (int k : iterations) {
      if (k < 0 || k > steps) {
        throw new IllegalArgumentException(
            "--theta-at " + k + " is out of range; allowed: 0 … " + steps + " (--steps)");
      }
    }
    return iterations;
  }

  private static Map<String, Object> document(RunKey key, Minimizer.Result result, Trace record) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("problem", key.problem());
    document.put("problemSettings", plain((Record) key.problemSpec()));
    document.put("optimizer", key.optimizer());
    document.put("hyperparameters", plain((Record) key.optimizerSpec()));
    document.put("precision", Settings.text(key.precision()));
    document.put("seed", key.seed());
    document.put("outcome", result.outcome());
    document.put("steps", key.steps());
    document.put("stepsTaken", result.stepsTaken());
    document.put("evaluations", result.evaluations());
    document.put("bestLoss", result.bestLoss());
    document.put("bestIteration", result.bestIteration());
    document.put("loss", result.loss());
    document.put("theta", record.theta(result));
    document.put("telemetry", record.telemetry);
    return document;
  }

  /** Hyperparameters by name: numbers and booleans as such, everything else as text. */
  private static Map<String, Object> plain(Record specification) {
    Map<String, Object> plain = new LinkedHashMap<>();
    Settings.values(specification)
        .forEach(
            (name, value) ->
                plain.put(
                    name,
                    value instanceof Number || value instanceof Boolean
                        ? value
                        : Settings.text(value)));
    return plain;
  }

  private void summary(RunKey key, Problem opened, Minimizer.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s on %s, %d parameters, %s%n",
        key.optimizer(), key.problem(), opened.dimension(), Settings.text(key.precision()));
    out.printf(
        "  outcome      %s after %d steps, %d evaluations%n",
        result.outcome(), result.stepsTaken(), result.evaluations());
    out.printf("  loss         %.6g → %.6g%n", result.loss()[0], result.loss()[key.steps()]);
    out.printf("  best loss    %.6g at iteration %d%n", result.bestLoss(), result.bestIteration());
    opened.minimum().ifPresent(minimum -> out.printf("  minimum      %.6g%n", minimum));
    if (opened.dimension() <= 8) {
      out.printf("  best theta   %s%n", Arrays.toString(result.bestTheta()));
    }
    out.flush();
  }

  /** Keeps the parameters of some iterations and all telemetry. */
  private static final class Trace implements Minimizer.Observer {
    private final List<Integer> iterations;
    private final Map<Integer, double[]> theta = new TreeMap<>();
    private final Map<String, List<Double>> telemetry = new LinkedHashMap<>();

    Trace(List<Integer> iterations) {
      this.iterations = iterations;
    }

    @Override
    public void observe(int iteration, double loss, Descent descent) {
      if (iterations.contains(iteration)) {
        theta.put(iteration, descent.theta());
      }
      if (iteration > 0) {
        descent
            .telemetry()
            .forEach(
                (name, cell) ->
                    telemetry.computeIfAbsent(name, n -> new ArrayList<>()).add(cell.value));
      }
    }

    /** After an early end θ stays as it is. */
    Map<String, double[]> theta(Minimizer.Result result) {
      Map<String, double[]> byIteration = new LinkedHashMap<>();
      iterations.stream()
          .sorted()
          .forEach(k -> byIteration.put(String.valueOf(k), theta.getOrDefault(k, result.theta())));
      return byIteration;
    }
  }
}
