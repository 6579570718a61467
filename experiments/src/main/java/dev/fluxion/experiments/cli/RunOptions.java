package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.Shell;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.ProblemText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which problem, which optimizer and from where. */
final class RunOptions {
  @Option(names = "--problem", required = true, description = "See 'fluxion list problems'.")
  private String problem;

  @Option(
      names = "--problem-set",
      paramLabel = "NAME=VALUE",
      description = "Change a setting of the problem; may be repeated.")
  private Map<String, String> problemSettings = new LinkedHashMap<>();

  @Option(names = "--dimension", description = "The same as --problem-set dimension=N.")
  private Integer dimension;

  @Option(names = "--optimizer", required = true, description = "See 'fluxion list optimizers'.")
  private String optimizer;

  @Mixin private OptimizerOptions changes = new OptimizerOptions();

  @Option(
      names = "--start",
      paramLabel = "X,Y,…",
      description = "Where to start (default: the problem's own start).")
  private String start;

  @Option(
      names = "--split",
      paramLabel = "N,M,…",
      split = ",",
      description = "See the parameters as tensors of these sizes.")
  private Integer[] split = {};

  @Option(names = "--seed", defaultValue = "0", description = "Seed of all random numbers.")
  private long seed;

  /** The seed. */
  long seed() {
    return seed;
  }

  /** The optimizer, without what is around it. */
  OptimizerSpec optimizer() {
    return changes.inner(optimizer);
  }

  /** An optimizer with the transforms and the schedule around it. */
  OptimizerSpec around(OptimizerSpec inner) {
    return changes.around(inner);
  }

  /** The run of an optimizer. */
  RunKey key(String command, OptimizerSpec spec, Precision precision, int steps) {
    Map<String, String> settings = new LinkedHashMap<>(problemSettings);
    if (dimension != null) {
      settings.put("dimension", String.valueOf(dimension));
    }
    ProblemSpec problemSpec = RunKey.configured(ProblemText.parse(problem), settings);
    RunKey key =
        RunKey.of(command, command, problemSpec, spec, precision, steps, seed).split(split);
    return start == null ? key : key.from(startPoint(precision));
  }

  /** The options again, as a command line has them, with further hyperparameters set. */
  String arguments(Map<String, String> parameters) {
    List<String> arguments = new ArrayList<>(List.of("--problem", problem));
    add(arguments, "--dimension", dimension);
    problemSettings.forEach((name, value) -> add(arguments, "--problem-set", name + "=" + value));
    add(arguments, "--optimizer", optimizer);
    arguments.addAll(changes.arguments(parameters));
    add(arguments, "--start", start);
    if (split.length > 0) {
      add(arguments, "--split", String.join(",", texts(split)));
    }
    add(arguments, "--seed", seed);
    arguments.replaceAll(Shell::word);
    return String.join(" ", arguments);
  }

  private static void add(List<String> arguments, String name, Object value) {
    if (value != null) {
      Collections.addAll(arguments, name, String.valueOf(value));
    }
  }

  private static List<String> texts(Integer[] numbers) {
    List<String> texts = new ArrayList<>();
    for (Integer number : numbers) {
      texts.add(String.valueOf(number));
    }
    return texts;
  }

  private double[] startPoint(Precision precision) {
    double[] point;
    try {
      point = Settings.numbers(start).toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--start = '" + start + "' cannot be read; give numbers separated by commas", e);
    }
    for (int i = 0; i < point.length; i++) {
      if (!Double.isFinite(point[i])) {
        throw new IllegalArgumentException(
            "--start: number " + (i + 1) + " is " + point[i] + "; all must be finite");
      }
      if (precision == Precision.FLOAT && Float.isInfinite((float) point[i])) {
        throw new IllegalArgumentException(
            "--start: number "
                + (i + 1)
                + " = "
                + point[i]
                + " is too large for float; use --precision double");
      }
    }
    return point;
  }
}
