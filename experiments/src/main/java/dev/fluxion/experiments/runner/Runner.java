package dev.fluxion.experiments.runner;

import dev.fluxion.experiments.runner.Engine.Finished;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Executes the runs that the journal does not have yet. */
public final class Runner {
  private Runner() {}

  /**
   * Executes runs. Every result is in the journal before the next is reported; an interruption
   * loses only the runs in progress. A run that fails is not recorded and does not stop the others.
   *
   * @param keys the runs
   * @param engine what computes them
   * @param journal where results go
   * @param finished called with the number of runs done so far, recorded and failed ones included
   * @return the runs that failed, in the order of the keys
   * @throws InterruptedException if the thread was interrupted
   */
  public static List<Finished> run(
      List<RunKey> keys, Engine engine, Journal journal, IntConsumer finished)
      throws InterruptedException {
    List<RunKey> open = keys.stream().filter(key -> !journal.has(key)).toList();
    Map<RunKey, Finished> failed = new HashMap<>();
    int[] done = {keys.size() - open.size()};
    finished.accept(done[0]);
    engine.compute(
        open,
        run -> {
          if (run.failure() == null) {
            journal.append(run.key(), run.line());
          } else {
            failed.put(run.key(), run);
          }
          finished.accept(++done[0]);
        });
    return open.stream().filter(failed::containsKey).map(failed::get).toList();
  }

  /** The same on threads of this process. */
  public static List<Finished> run(
      List<RunKey> keys, int jobs, Journal journal, IntConsumer finished)
      throws InterruptedException {
    return run(keys, new Threads(jobs), journal, finished);
  }
}
