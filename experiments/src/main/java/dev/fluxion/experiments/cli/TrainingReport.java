package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.training.Epoch;
import dev.fluxion.experiments.training.Trainer;
import dev.fluxion.experiments.training.TrainingPlan;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.problems.data.Part;
import dev.fluxion.problems.fit.Score;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code fluxion train} prints and writes. */
final class TrainingReport {
  /** About so many rows of a table. */
  private static final int ROWS = 20;

  private final TrainingPlan plan;
  private final Trainer trainer;
  private final boolean best;
  private final boolean counted;
  private String outcome;
  private List<Score> scores;

  /** The report of a training; its scores are those of the best epoch, or of the last. */
  TrainingReport(TrainingPlan plan, Trainer trainer, boolean best) {
    this.plan = plan;
    this.trainer = trainer;
    this.best = best;
    this.counted = trainer.task().data().labelled();
  }

  void begin(PrintWriter out, int epochs) {
    out.printf(
        "%s on %s%n%d parameters, %s, %d steps an epoch, %s%n%n",
        plan.training().model(),
        trainer.task().data(),
        trainer.layout().size(),
        SpecText.of(plan.optimizer()),
        trainer.task().stepsPerEpoch(),
        Settings.text(plan.precision()));
    if (trainer.epochs() > 0) {
      out.printf("resumed behind epoch %d%n%n", trainer.epochs());
    }
    out.println("  epoch         loss   validation" + accuracy("     accuracy") + "         rate");
    out.flush();
  }

  /** The row of the last epoch, if it is one of those printed. */
  void row(PrintWriter out, int epochs) {
    Epoch last = trainer.history().getLast();
    int every = Math.max(1, (epochs + ROWS - 1) / ROWS);
    if (last.epoch() % every == 0 || last.epoch() == epochs || last.epoch() == 1) {
      out.printf(
          "%7d %12s %12s%s %12s%n",
          last.epoch(),
          number(last.loss()),
          number(last.validationLoss()),
          accuracy(" %12s".formatted(percent(last.validationAccuracy()))),
          number(last.rate()));
      out.flush();
    }
  }

  /** Measures, at the end. */
  void end(String how) {
    outcome = how;
    scores = trainer.scores(best ? trainer.bestParameters() : trainer.parameters());
  }

  void summary(PrintWriter out) {
    out.printf(
        "%n  outcome      %s after %d epochs, %d steps%n",
        outcome, trainer.epochs(), trainer.steps());
    out.printf("  best epoch   %d%n", trainer.bestEpoch());
    for (Part part : Part.values()) {
      Score score = scores.get(part.ordinal());
      if (score.rows() > 0) {
        out.printf(
            "  %-12s loss %s%s, %d rows%n",
            name(part),
            number(score.loss()),
            accuracy(", accuracy " + percent(score.accuracy())),
            score.rows());
      }
    }
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    Settings.values(plan.training())
        .forEach(
            (name, value) ->
                document.put(name, value instanceof Enum<?> ? Settings.text(value) : value));
    document.put("loss", Settings.text(trainer.task().loss()));
    document.put("optimizer", SpecText.of(plan.optimizer()));
    document.put("precision", Settings.text(plan.precision()));
    document.put("seed", plan.seed());
    document.put("parameters", trainer.layout().size());
    document.put("stepsPerEpoch", trainer.task().stepsPerEpoch());
    document.put("outcome", outcome);
    document.put("epochs", trainer.epochs());
    document.put("steps", trainer.steps());
    document.put("bestEpoch", trainer.bestEpoch());
    for (Part part : Part.values()) {
      document.put(name(part) + "Score", scores.get(part.ordinal()));
    }
    document.put("curves", new ArrayList<>(trainer.history()));
    return document;
  }

  /** A text about the accuracy; nothing if numbers are predicted, which have none. */
  private String accuracy(String text) {
    return counted ? text : "";
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double x) {
    return Double.isNaN(x) ? "-" : String.format(Locale.ROOT, "%.5g", x);
  }

  private static String percent(double x) {
    return Double.isNaN(x) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * x);
  }
}
