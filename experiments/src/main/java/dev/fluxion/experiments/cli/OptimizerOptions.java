package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.schedule.Scheduled;
import dev.fluxion.optimizers.transform.Chain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that change an optimizer and put something around it. */
final class OptimizerOptions {
  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Change a hyperparameter; may be repeated.")
  private Map<String, String> hyperparameters = new LinkedHashMap<>();

  @Option(
      names = "--transforms",
      paramLabel = "A > B > …",
      description = "Transforms around the optimizer, the outermost first; see docs/optimizers.md.")
  private String transforms;

  @Option(
      names = "--schedule",
      paramLabel = "ID(NAME=VALUE,…)",
      description = "Schedule of the learning rate over the steps; see 'fluxion list schedules'.")
  private String schedule;

  /** An optimizer with its hyperparameters, without what is around it. */
  OptimizerSpec inner(String optimizer) {
    return RunKey.configured(SpecText.parse(optimizer), hyperparameters);
  }

  /** An optimizer with the transforms and the schedule around it. */
  OptimizerSpec around(OptimizerSpec inner) {
    OptimizerSpec outer = inner;
    if (transforms != null) {
      outer = new Chain(transforms + " > " + SpecText.of(outer));
    }
    return schedule == null ? outer : new Scheduled(SpecText.of(outer), schedule);
  }

  /** The options again, with further hyperparameters set. */
  List<String> arguments(Map<String, String> parameters) {
    List<String> arguments = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>(hyperparameters);
    all.putAll(parameters);
    all.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    if (transforms != null) {
      arguments.addAll(List.of("--transforms", transforms));
    }
    if (schedule != null) {
      arguments.addAll(List.of("--schedule", schedule));
    }
    return arguments;
  }
}
