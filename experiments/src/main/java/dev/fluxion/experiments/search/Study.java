package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.problems.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

/**
 * A search for hyperparameters. Trials are proposed in batches of {@link #BATCH}, each knowing all
 * batches before it, so that any number of threads gives the same study, and a study that goes on
 * from its journal ends like one that was never interrupted.
 *
 * <pre>{@code
 * RunKey run = RunKey.of("tune", "tune", new Zakharov(10), new Adam(), Precision.DOUBLE, 250, 0);
 * Study study = Study.of(Task.of(run, Goal.BEST), Spaces.builtin(run), new TpeSampler(), 0);
 * Trial best = Study.best(study.run(100));
 * }</pre>
 *
 * @param task what a trial does
 * @param space what is searched
 * @param sampler proposes trials
 * @param pruner gives trials up early
 * @param seed seed of the sampler
 */
public record Study(Task task, Space space, Sampler sampler, Pruner pruner, long seed) {
  /** Number of trials that are proposed together. */
  public static final int BATCH = 8;

  /**
   * Checks the space.
   *
   * @throws IllegalArgumentException if the optimizer does not have its hyperparameters or cannot
   *     take their values, or if runs from several starts were to be pruned
   */
  public Study {
    space.require(task.optimizer());
    task.optimizer(Map.of()); // checks what is around it
    if (pruner != Pruner.NONE && task.runs().size() > 1) {
      throw new IllegalArgumentException(
          "trials of several runs cannot be pruned; prune none, or give one run");
    }
  }

  /** Without pruning. */
  public static Study of(Task task, Space space, Sampler sampler, long seed) {
    return new Study(task, space, sampler, Pruner.NONE, seed);
  }

  /** The best of some trials: complete ones before pruned ones, earlier before equal ones. */
  public static Trial best(List<Trial> trials) {
    return trials.stream()
        .min(History.BETTER)
        .orElseThrow(() -> new IllegalArgumentException("there are no trials"));
  }

  /** Trials by rank, the best first. */
  public static List<Trial> ranked(List<Trial> trials) {
    return trials.stream().sorted(History.BETTER).toList();
  }

  /** Runs on one thread, without a journal. */
  public List<Trial> run(int trials) {
    try {
      return run(trials, 1, null, done -> {});
    } catch (InterruptedException e) {
      throw new IllegalStateException(e); // one thread waits for nobody
    }
  }

  /**
   * Runs, or goes on.
   *
   * @param trials number of trials; a grid ends earlier when it is complete
   * @param jobs number of threads
   * @param journal where trials are recorded, and from where it goes on; null for none
   * @param finished called with the number of trials done so far, recorded ones included
   * @throws InterruptedException if the thread was interrupted
   */
  public List<Trial> run(int trials, int jobs, StudyJournal journal, IntConsumer finished)
      throws InterruptedException {
    if (trials < 1 || jobs < 1) {
      throw new IllegalArgumentException(
          "trials = " + trials + " and jobs = " + jobs + " must be at least 1");
    }
    int last = Math.min(trials, sampler.limit(space));
    List<Trial> recorded = journal == null ? List.of() : journal.recorded();
    List<Trial> done = new ArrayList<>(recorded.subList(0, Math.min(last, recorded.size())));
    History history = new History(space, List.of());
    RandomKey key = RandomKey.of(seed).split("sampler");
    finished.accept(done.size());
    try (Crew crew = new Crew(jobs)) {
      while (done.size() < last) {
        int begin = done.size() / BATCH * BATCH;
        done.subList(history.size(), begin).forEach(history::add); // whole batches only
        double[][] points = sampler.propose(space, history, BATCH, key);
        Pruner.At verdicts = pruner.after(task.steps(), history.trials());
        List<Callable<Trial>> batch = new ArrayList<>();
        for (int i = done.size(); i < Math.min(begin + BATCH, last); i++) {
          int number = i;
          batch.add(() -> trial(number, points[number - begin], verdicts));
        }
        crew.each(
            batch,
            trial -> {
              done.add(trial);
              if (journal != null) {
                journal.append(trial);
              }
              finished.accept(done.size());
            });
        if (journal != null) {
          journal.force();
        }
      }
    }
    return done;
  }

  private Trial trial(int number, double[] point, Pruner.At verdicts) {
    List<Problem> opened = task.take();
    try {
      return task.run(number, space.at(point), opened, verdicts);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "trial " + number + " with " + space.at(point) + ": " + e.getMessage(), e);
    } finally {
      task.giveBack(opened);
    }
  }

  /** All that a study depends on, for the head of its journal. */
  public Map<String, Object> describe() {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("study", 1);
    text.putAll(task.describe());
    text.put("space", Json.tree(space.json()));
    text.put("sampler", sampler.text());
    text.put("pruner", Settings.text(pruner));
    text.put("batch", BATCH);
    text.put("seed", seed);
    text.put("code", Provenance.here("").code());
    return text;
  }
}
