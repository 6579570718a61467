package dev.fluxion.experiments.runner;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Executes the runs that the journal does not have yet, several at a time. */
public final class Runner {
  private Runner() {}

  /**
   * Executes runs. Every result is in the journal before the next is reported; an interruption
   * loses only the runs in progress.
   *
   * @param keys the runs
   * @param jobs number of threads
   * @param journal where results go
   * @param finished called with the number of runs done so far, recorded ones included
   * @throws InterruptedException if the thread was interrupted
   */
  public static void run(List<RunKey> keys, int jobs, Journal journal, IntConsumer finished)
      throws InterruptedException {
    List<RunKey> open = keys.stream().filter(key -> journal.get(key) == null).toList();
    int done = keys.size() - open.size();
    finished.accept(done);
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, jobs));
    try {
      ExecutorCompletionService<RunResult> service = new ExecutorCompletionService<>(pool);
      open.forEach(key -> service.submit(() -> Execution.run(key)));
      for (int i = 0; i < open.size(); i++) {
        journal.append(result(service.take()));
        finished.accept(++done);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static RunResult result(Future<RunResult> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
