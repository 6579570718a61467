package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.statistics.Scores;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.problems.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/**
 * What a trial does with hyperparameters: it runs an optimizer from one start, or from several, and
 * takes the loss, or the median loss, as its score. All trials have the same problem, starts and
 * random numbers; their scores depend on the hyperparameters only.
 */
public final class Task {
  private final List<RunKey> runs;
  private final OptimizerSpec optimizer;
  private final UnaryOperator<OptimizerSpec> around;
  private final Goal goal;
  private final long budget;
  private final Queue<List<Problem>> opened = new ConcurrentLinkedQueue<>();

  private Task(List<RunKey> runs, UnaryOperator<OptimizerSpec> around, Goal goal, long budget) {
    this.runs = List.copyOf(runs);
    this.optimizer = this.runs.getFirst().optimizerSpec();
    this.around = around;
    this.goal = goal;
    this.budget = budget;
    opened.add(open()); // what is wrong with a problem or a start shows here
  }

  /** One run, of so many steps as its key says. */
  public static Task of(RunKey run, Goal goal) {
    return new Task(List.of(run), spec -> spec, goal, Long.MAX_VALUE);
  }

  /** Several runs of one optimizer that differ in seed and start; the score is the median. */
  public static Task of(List<RunKey> runs, Goal goal) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a task needs at least one run");
    }
    if (runs.stream().map(RunKey::optimizer).distinct().count() > 1) {
      throw new IllegalArgumentException("the runs of a task must be of one optimizer");
    }
    return new Task(runs, spec -> spec, goal, Long.MAX_VALUE);
  }

  /** The same, each run with so many evaluations at most. */
  public Task within(long evaluations) {
    if (evaluations < 1) {
      throw new IllegalArgumentException("evaluations = " + evaluations + " must be at least 1");
    }
    return new Task(runs, around, goal, evaluations);
  }

  /** The same with transforms or a schedule around the optimizer whose parameters are searched. */
  public Task around(UnaryOperator<OptimizerSpec> around) {
    return new Task(runs, around, goal, budget);
  }

  /** The runs, with the optimizer as it is where nothing is searched. */
  public List<RunKey> runs() {
    return runs;
  }

  /** The optimizer whose hyperparameters are searched, as it is where nothing is. */
  public OptimizerSpec optimizer() {
    return optimizer;
  }

  /** What trials are judged by. */
  public Goal goal() {
    return goal;
  }

  /** Budget of steps of a run. */
  public int steps() {
    return runs.getFirst().steps();
  }

  /** The optimizer with some hyperparameters, and what is around it. */
  public OptimizerSpec optimizer(Map<String, String> parameters) {
    return around.apply(RunKey.configured(optimizer, parameters));
  }

  /** The problems of the runs, for one thread, until they are given back. */
  List<Problem> take() {
    List<Problem> free = opened.poll();
    return free == null ? open() : free;
  }

  private List<Problem> open() {
    return runs.stream().map(Execution::problem).toList();
  }

  void giveBack(List<Problem> problems) {
    opened.add(problems);
  }

  /** Runs a trial. */
  Trial run(
      int number, SortedMap<String, String> parameters, List<Problem> problems, Pruner.At pruner) {
    OptimizerSpec spec = optimizer(parameters);
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      attempts.add(
          Attempt.run(
              runs.get(i), problems.get(i), spec, goal, budget, pruner.rungs(), pruner::goesOn));
    }
    Attempt first = attempts.getFirst();
    return new Trial(
        number,
        parameters,
        Scores.median(attempts.stream().mapToDouble(Attempt::score).toArray()),
        first.pruned(),
        attempts.stream()
            .map(Attempt::outcome)
            .filter(outcome -> outcome == Outcome.DIVERGED)
            .findFirst()
            .orElse(first.outcome()),
        attempts.stream().mapToInt(Attempt::steps).sum(),
        attempts.stream().mapToLong(Attempt::evaluations).sum(),
        first.atRungs());
  }

  /** All that the scores depend on besides the hyperparameters, for the head of a journal. */
  Map<String, Object> describe() {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("optimizer", SpecText.of(around.apply(optimizer)));
    text.put("searched", optimizer.card().id());
    text.put("goal", Settings.text(goal));
    text.put("evaluations", budget == Long.MAX_VALUE ? "unlimited" : budget);
    text.put("runs", runs);
    return text;
  }
}
