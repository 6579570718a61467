package dev.fluxion.experiments.report;

import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.experiments.runner.Shell;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.problems.ProblemSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command lines that repeat what the report shows. */
final class Commands {
  private static final Pattern PLAN = Pattern.compile("(--(?:scale|precision|data))[= ](\\S+)");
  private static final int LONGEST_START = 32;

  private Commands() {}

  /** The command that repeats an experiment; the seed of a plan is the smallest of its runs. */
  static String run(String experiment, Collection<RunResult> runs, Provenance provenance) {
    StringBuilder command = new StringBuilder("./fluxion run " + Shell.word(experiment));
    long seed = runs.stream().mapToLong(run -> run.key().seed()).min().orElse(0);
    command.append(" --seed ").append(seed);
    Matcher plan = PLAN.matcher(provenance.command());
    while (plan.find()) {
      command.append(' ').append(plan.group(1)).append(' ').append(Shell.word(plan.group(2)));
    }
    return command.toString();
  }

  /**
   * The command that repeats one run, naming only what differs from the defaults; empty if its
   * start is too long to be typed or it is not a plain descent.
   */
  static Optional<String> minimize(RunKey key) {
    if (key.start().size() > LONGEST_START || !key.probe().equals("descent")) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>(List.of("./fluxion", "minimize"));
    Optional<RunKey> defaults = defaults(key);
    option(words, "--problem", key.problem());
    settings(
        words,
        "--problem-set",
        key.problemSettings(),
        defaults.map(RunKey::problemSettings).orElse(null));
    option(words, "--optimizer", key.optimizer());
    settings(
        words, "--set", key.hyperparameters(), defaults.map(RunKey::hyperparameters).orElse(null));
    if (!key.start().isEmpty()) {
      option(words, "--start", joined(key.start()));
    }
    if (!key.split().isEmpty()) {
      option(words, "--split", joined(key.split()));
    }
    option(words, "--steps", String.valueOf(key.steps()));
    option(words, "--seed", String.valueOf(key.seed()));
    option(words, "--precision", key.precision().name().toLowerCase(Locale.ROOT));
    return Optional.of(String.join(" ", words));
  }

  /** The key with all settings at their defaults, if problem and optimizer are still registered. */
  private static Optional<RunKey> defaults(RunKey key) {
    if (!ProblemSpec.catalog().has(key.problem())
        || !OptimizerSpec.catalog().has(key.optimizer())) {
      return Optional.empty();
    }
    return Optional.of(
        RunKey.of(
            "",
            "",
            ProblemSpec.catalog().get(key.problem()),
            OptimizerSpec.catalog().get(key.optimizer()),
            key.precision(),
            0,
            0));
  }

  private static void settings(
      List<String> words, String option, Map<String, String> values, Map<String, String> defaults) {
    values.forEach(
        (name, value) -> {
          if (defaults == null || !value.equals(defaults.get(name))) {
            option(words, option, name + "=" + value);
          }
        });
  }

  private static void option(List<String> words, String name, String value) {
    words.add(name);
    words.add(Shell.word(value));
  }

  private static String joined(List<? extends Number> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
