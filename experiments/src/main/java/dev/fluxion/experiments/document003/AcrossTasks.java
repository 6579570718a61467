package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.runner.RunKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tables 1 to 4 of document 003 in small: images of digits with a convolutional net, a graph with
 * GraphSAGE, sequences with a transformer, spirals with a perceptron; ECDSep, SGD with momentum,
 * Adam and AdamW, each tuned on validation rows with the same number of trials and steps, and
 * judged on the test rows of fresh seeds. The document's nets have 200 thousand to 110 million
 * parameters, these a few hundred to a few thousand.
 */
public final class AcrossTasks implements Experiment {
  private static final String ID = "003-12-tasks";
  private static final int STEPS = 320;
  private static final double POINTS = 0.02;
  private static final List<String> OTHERS = List.of("sgd", "adam", "adamw");

  @Override
  public Card card() {
    return new Card(
        ID,
        "Is ECDSep competitive with the better of Adam and SGD across tasks?",
        "accuracy on test rows, tuned at equal budget",
        "document 003, sections 1 and 4.2 to 4.4, table 1",
        "Small tasks and nets that train in seconds; the search is a Sobol sequence, judged on"
            + " validation rows.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    int trials = plan.scale().choose(1, 16, 64);
    int seeds = plan.scale().choose(1, 8, 20);
    int steps = plan.scale().choose(10, STEPS, 5 * STEPS);
    Tasks.all(plan.scale())
        .forEach(
            (task, training) ->
                Tasks.rules()
                    .forEach(
                        (rule, spec) ->
                            runs.add(
                                RunKey.of(
                                        ID,
                                        rule + " @ " + task,
                                        training,
                                        spec,
                                        plan.precision(),
                                        steps,
                                        plan.seed())
                                    .probing(
                                        new Learning(
                                            Tasks.space(rule), "none", trials, seeds, 0.6)))));
    for (String rule : List.of("ecdsep", "sgd")) {
      Learning probe = new Learning(Tasks.space(rule), "cosine", trials, seeds, 0.6);
      runs.add(extra(rule + " scheduled @ images", "images", rule, steps, plan).probing(probe));
    }
    runs.add(
        extra("ecdsep scan @ images", "images", "ecdsep", steps, plan)
            .probing(new Learning(Tasks.IMAGE_SCAN, "none", trials, seeds, 0.6)));
    runs.add(
        extra("ecdsep scan @ graph", "graph", "ecdsep", steps, plan)
            .probing(new Learning(Tasks.GRAPH_SCAN, "none", trials, seeds, 0.6)));
    return runs;
  }

  private static RunKey extra(String name, String task, String rule, int steps, Plan plan) {
    return RunKey.of(
        ID,
        name,
        Tasks.all(plan.scale()).get(task),
        Tasks.rules().get(rule),
        plan.precision(),
        steps,
        plan.seed());
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    Map<String, String> sections =
        Map.of("images", "4.2", "graph", "4.3", "language", "4.4", "spirals", "1 (one task more)");
    for (String task : Tasks.names()) {
      claims.add(
          new Claim(
              "003/12." + task,
              sections.get(task),
              "ECDSep is competitive with the best of SGD, Adam and AdamW: " + task,
              "mean test accuracy at most 2 points below the best of theirs",
              e -> competitive(e, "ecdsep @ ", task)));
    }
    for (String task : List.of("images", "graph")) {
      claims.add(
          new Claim(
              "003/12." + task + "-scan",
              sections.get(task),
              "ECDSep, tuned within the document's own scan, is competitive: " + task,
              "the same with as many trials from the scan of section " + sections.get(task),
              e -> competitive(e, "ecdsep scan @ ", task)));
    }
    claims.add(
        new Claim(
            "003/12.average",
            "table 1",
            "on average over the tasks ECDSep is the most accurate",
            "the mean over the four tasks is larger than each other's",
            AcrossTasks::average));
    claims.add(
        new Claim(
            "003/12.reliable",
            "4",
            "ECDSep is more reliable across heterogeneous tasks",
            "its largest gap to the best of each task is smaller than that of each other",
            AcrossTasks::reliable));
    claims.add(
        new Claim(
            "003/12.no-schedule",
            "1, 3.1",
            "ECDSep needs no schedule of the learning rate",
            "images: a cosine schedule, tuned likewise, is at most 1 point better",
            e -> {
              double with = accuracy(e, "ecdsep scheduled @ images");
              double without = accuracy(e, "ecdsep @ images");
              return Finding.of(
                  with <= without + 0.01,
                  "%.1f %% with, %.1f %% without",
                  100 * with,
                  100 * without);
            }));
    claims.add(
        new Claim(
            "003/12.sgd-schedule",
            "1",
            "SGD with momentum requires a schedule to be competitive",
            "images: with a cosine schedule it is more than 1 point better",
            e -> {
              double with = accuracy(e, "sgd scheduled @ images");
              double without = accuracy(e, "sgd @ images");
              return Finding.of(
                  with > without + 0.01,
                  "%.1f %% with, %.1f %% without",
                  100 * with,
                  100 * without);
            }));
    return claims;
  }

  private static double accuracy(Evidence e, String run) {
    return Series.mean(Series.all(e, run, "accuracy"));
  }

  private static Finding competitive(Evidence e, String rule, String task) {
    double own = accuracy(e, rule + task);
    double best = 0;
    StringBuilder text = new StringBuilder();
    for (String other : OTHERS) {
      double theirs = accuracy(e, other + " @ " + task);
      best = Math.max(best, theirs);
      text.append(String.format(Locale.ROOT, ", %s %.1f", other, 100 * theirs));
    }
    return Finding.of(own >= best - POINTS, "ecdsep %.1f%s %%", 100 * own, text);
  }

  private static double mean(Evidence e, String rule) {
    double sum = 0;
    for (String task : Tasks.names()) {
      sum += accuracy(e, rule + " @ " + task);
    }
    return sum / Tasks.names().size();
  }

  private static Finding average(Evidence e) {
    double own = mean(e, "ecdsep");
    boolean most = true;
    StringBuilder text = new StringBuilder();
    for (String other : OTHERS) {
      double theirs = mean(e, other);
      most &= own > theirs;
      text.append(String.format(Locale.ROOT, ", %s %.2f", other, 100 * theirs));
    }
    return Finding.of(most, "ecdsep %.2f%s %%", 100 * own, text);
  }

  private static double gap(Evidence e, String rule) {
    double largest = 0;
    for (String task : Tasks.names()) {
      double best = 0;
      for (String each : Tasks.rules().keySet()) {
        best = Math.max(best, accuracy(e, each + " @ " + task));
      }
      largest = Math.max(largest, best - accuracy(e, rule + " @ " + task));
    }
    return largest;
  }

  private static Finding reliable(Evidence e) {
    double own = gap(e, "ecdsep");
    boolean least = true;
    StringBuilder text = new StringBuilder();
    for (String other : OTHERS) {
      double theirs = gap(e, other);
      least &= own < theirs;
      text.append(String.format(Locale.ROOT, ", %s %.1f", other, 100 * theirs));
    }
    return Finding.of(least, "largest gaps in points: ecdsep %.1f%s", 100 * own, text);
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (String task : Tasks.names()) {
      figures.add(
          new Figure(
              Figure.Kind.SERIES,
              "Training loss with the hyperparameters that won: " + task,
              Tasks.rules().keySet().stream().map(rule -> rule + " @ " + task).toList(),
              Map.of(
                  "x", "measured.part",
                  "y", List.of("measured.curve"),
                  "logY", true,
                  "xLabel", "step",
                  "yLabel", "loss")));
    }
    return figures;
  }
}
