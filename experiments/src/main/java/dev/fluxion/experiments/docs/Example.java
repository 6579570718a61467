package dev.fluxion.experiments.docs;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.ProblemText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the picture of an optimizer shows.
 *
 * @param optimizer the optimizer in one word
 * @param problem the problem in one word, of two parameters
 * @param start where to start; empty for the problem's own start
 * @param split sizes of the parameter tensors; empty for the problem's own
 * @param steps how many steps
 */
record Example(String optimizer, String problem, String start, List<Integer> split, int steps) {
  OptimizerSpec optimizerSpec() {
    return SpecText.parse(optimizer);
  }

  ProblemSpec problemSpec() {
    return ProblemText.parse(problem);
  }

  double[] startPoint() {
    return Settings.numbers(start).toArray();
  }

  /** The command that makes the same run and prints its losses. */
  String command() {
    StringBuilder command = new StringBuilder("./fluxion minimize");
    command.append(" --problem ").append(quoted(problem));
    command.append(" --optimizer ").append(quoted(optimizer));
    if (!start.isEmpty()) {
      command.append(start.startsWith("-") ? " --start=" : " --start ").append(start);
    }
    if (!split.isEmpty()) {
      command.append(" --split ");
      command.append(split.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    return command.append(" --steps ").append(steps).append(" --precision double").toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w-]+") ? word : '"' + word + '"';
  }
}
