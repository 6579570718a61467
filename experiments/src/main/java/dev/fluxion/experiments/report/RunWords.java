package dev.fluxion.experiments.report;

import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.runner.RunResult;
import java.util.StringJoiner;

/** What a run found, in a line of text. */
final class RunWords {
  private static final int MOST = 8;

  private RunWords() {}

  /**
   * The loss of a descent; what was measured, where the probe is none; both where there is both.
   */
  static String of(RunResult run) {
    StringJoiner words = new StringJoiner("; ");
    if (run.loss().length > 0) {
      words.add(
          "loss %s → %s, best %s, %s after %d steps"
              .formatted(
                  Html.number(run.firstLoss()),
                  Html.number(run.finalLoss()),
                  Html.number(run.bestLoss()),
                  run.outcome(),
                  run.stepsTaken()));
    }
    if (!run.measured().isEmpty()) {
      words.add(measured(run));
    }
    return words.length() == 0 ? "nothing recorded" : words.toString();
  }

  /** {@code angle 0.785, best 1.2e-30 (median of 100)}; empty if nothing was measured. */
  static String measured(RunResult run) {
    StringJoiner words = new StringJoiner(", ");
    run.measured().entrySet().stream()
        .limit(MOST)
        .forEach(e -> words.add(e.getKey() + " " + number(e.getValue())));
    if (run.measured().size() > MOST) {
      words.add("and " + (run.measured().size() - MOST) + " more");
    }
    return words.toString();
  }

  private static String number(double[] values) {
    return switch (values.length) {
      case 0 -> "(none)";
      case 1 -> Html.number(values[0]);
      default -> Html.number(Measure.median(values)) + " (median of " + values.length + ")";
    };
  }
}
