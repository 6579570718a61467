package dev.fluxion.experiments.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The threads of this process, several runs at a time. Runs share the memory, so one that had not
 * enough of it is tried again at the end, alone, before it counts as failed.
 *
 * @param count number of threads
 */
public record Threads(int count) implements Engine {
  public Threads {
    if (count < 1) {
      throw new IllegalArgumentException("jobs = " + count + " must be at least 1");
    }
  }

  @Override
  public void compute(List<RunKey> keys, Consumer<Finished> sink) throws InterruptedException {
    List<RunKey> starved = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(count);
    try {
      ExecutorCompletionService<Finished> service = new ExecutorCompletionService<>(pool);
      keys.forEach(key -> service.submit(() -> Engine.one(key)));
      for (int i = 0; i < keys.size(); i++) {
        Finished run = service.take().get();
        if (count > 1 && run.outOfMemory()) {
          starved.add(run.key());
        } else {
          sink.accept(run);
        }
      }
      for (RunKey key : starved) {
        sink.accept(pool.submit(() -> Engine.one(key)).get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
