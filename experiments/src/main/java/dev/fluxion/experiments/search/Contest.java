package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.statistics.Comparison;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Several optimizers on one problem, at equal terms: each is tuned with the same number of trials
 * from the same starts, then runs from the same fresh starts, always with the same number of
 * evaluations. Run number i has seed {@code seed + i}; tuning uses seeds far from these. Starts are
 * uniform in the domain, or where the problem begins by itself if it has none.
 *
 * <pre>{@code
 * Contest contest = Contest.of(new Zakharov(10), 200).from(new Domain(0, 1.5)).tuned(50, 3);
 * Contest.Outcome outcome =
 *     contest.run(List.of(new Adam(), new EcdSep()), 20, Map.of(), 1, done -> {});
 * }</pre>
 *
 * @param problem the problem
 * @param domain where starts are drawn from; empty for the problem's own start
 * @param precision float engine or double definition
 * @param steps an optimizer that evaluates once a step takes so many; all have one evaluation more
 * @param goal what runs and trials are judged by
 * @param trials number of trials of each optimizer; 0 for none
 * @param tuningStarts number of starts of a trial, which is judged by their median
 * @param seed the seed
 */
public record Contest(
    ProblemSpec problem,
    Optional<Domain> domain,
    Precision precision,
    int steps,
    Goal goal,
    int trials,
    int tuningStarts,
    long seed) {
  /** Far from the seeds of runs. */
  private static final long TUNING = 1_000_000;

  public Contest {
    if (steps < 1 || trials < 0 || tuningStarts < 1) {
      throw new IllegalArgumentException(
          "steps = "
              + steps
              + " and starts = "
              + tuningStarts
              + " must be at least 1, trials = "
              + trials
              + " at least 0");
    }
  }

  /** In the problem's domain, double, judged by the best loss, not tuned, with seed 0. */
  public static Contest of(ProblemSpec problem, int steps) {
    return new Contest(problem, problem.domain(), Precision.DOUBLE, steps, Goal.BEST, 0, 1, 0);
  }

  /** With starts from another domain. */
  public Contest from(Domain box) {
    return new Contest(
        problem, Optional.of(box), precision, steps, goal, trials, tuningStarts, seed);
  }

  /** Tuned by so many trials from so many starts. */
  public Contest tuned(int count, int starts) {
    return new Contest(problem, domain, precision, steps, goal, count, starts, seed);
  }

  /**
   * One optimizer in a contest.
   *
   * @param name as it was given
   * @param tuned as it ran
   * @param tuning the trials; empty if it was not tuned
   * @param attempts the runs
   */
  public record Entrant(
      String name, OptimizerSpec tuned, List<Trial> tuning, List<Attempt> attempts) {}

  /**
   * What came out of a contest.
   *
   * @param entrants the optimizers, in the given order
   * @param comparison their scores compared
   * @param minimum the problem's smallest value, or else the smallest loss that any run saw
   */
  public record Outcome(List<Entrant> entrants, Comparison comparison, double minimum) {}

  /** Number of evaluations of every run. */
  public long evaluations() {
    return steps + 1L;
  }

  /** Tunes and runs, recording nothing; otherwise as below. */
  public Outcome run(
      List<OptimizerSpec> optimizers,
      int seeds,
      Map<String, Space> spaces,
      int jobs,
      IntConsumer finished)
      throws InterruptedException {
    try {
      return run(optimizers, seeds, spaces, jobs, null, finished);
    } catch (IOException e) {
      throw new IllegalStateException(e); // there is no file
    }
  }

  /**
   * Tunes and runs.
   *
   * @param optimizers the optimizers with the settings that are not searched
   * @param seeds number of runs of each
   * @param spaces what is searched, by the optimizer's id; the built-in space where it is missing,
   *     and nothing where there is none
   * @param jobs number of threads, which changes nothing else
   * @param journals the folder where trials are recorded, and from where it goes on after an
   *     interruption; null for none
   * @param finished called with the number of optimizers done
   * @throws IOException if a journal cannot be read or written
   * @throws InterruptedException if the thread was interrupted
   */
  public Outcome run(
      List<OptimizerSpec> optimizers,
      int seeds,
      Map<String, Space> spaces,
      int jobs,
      Path journals,
      IntConsumer finished)
      throws IOException, InterruptedException {
    if (seeds < 1 || jobs < 1) {
      throw new IllegalArgumentException(
          "seeds = " + seeds + " and jobs = " + jobs + " must be at least 1");
    }
    List<Entrant> entrants = new ArrayList<>();
    for (OptimizerSpec optimizer : optimizers) {
      finished.accept(entrants.size());
      entrants.add(enter(optimizer, seeds, spaces, jobs, journals));
    }
    double[][] scores =
        entrants.stream()
            .map(e -> e.attempts().stream().mapToDouble(Attempt::score).toArray())
            .toArray(double[][]::new);
    Comparison comparison =
        Comparison.of(
            entrants.stream().map(Entrant::name).toList(),
            scores,
            RandomKey.of(seed).split("bootstrap"));
    double known = problem.open(RandomKey.of(seed).split("problem")).minimum().orElse(Double.NaN);
    double seen =
        entrants.stream()
            .flatMap(e -> e.attempts().stream())
            .mapToDouble(Attempt::best)
            .min()
            .orElseThrow();
    return new Outcome(entrants, comparison, Double.isNaN(known) ? seen : known);
  }

  private Entrant enter(
      OptimizerSpec optimizer, int seeds, Map<String, Space> spaces, int jobs, Path journals)
      throws IOException, InterruptedException {
    Optional<Space> space =
        Optional.ofNullable(spaces.get(optimizer.card().id()))
            .or(() -> Spaces.find(problem.card().id(), optimizer));
    List<Trial> tuning = List.of();
    OptimizerSpec tuned = optimizer;
    if (trials > 0 && space.isPresent()) {
      List<RunKey> runs =
          IntStream.range(0, tuningStarts)
              .mapToObj(i -> key(optimizer, seed + TUNING + i))
              .toList();
      Task task = Task.of(runs, goal).within(evaluations());
      Study study = Study.of(task, space.get(), new TpeSampler(), seed);
      try (StudyJournal journal = journals == null ? null : StudyJournal.in(journals, study)) {
        tuning = study.run(trials, jobs, journal, done -> {});
      }
      tuned = task.optimizer(Study.best(tuning).parameters());
    }
    OptimizerSpec chosen = tuned;
    List<Callable<Attempt>> work = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      RunKey key = key(optimizer, seed + i);
      work.add(() -> Attempt.run(key, Execution.problem(key), chosen, goal, evaluations()));
    }
    List<Attempt> attempts = new ArrayList<>();
    try (Crew crew = new Crew(jobs)) {
      crew.each(work, attempts::add);
    }
    return new Entrant(SpecText.of(optimizer), tuned, tuning, attempts);
  }

  /** A run from the start of its seed. */
  private RunKey key(OptimizerSpec optimizer, long own) {
    RunKey key = RunKey.of("compare", "seed " + own, problem, optimizer, precision, steps, own);
    if (domain.isEmpty()) {
      return key;
    }
    Problem opened = Execution.problem(key);
    return key.from(domain.get().random(RandomKey.of(own).split("start"), opened.dimension()));
  }
}
