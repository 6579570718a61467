package dev.fluxion.experiments.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Some threads that do pieces of work and hand over the results in the order of the work. */
final class Crew implements AutoCloseable {
  private final ExecutorService pool;

  /** Of so many threads; one thread is the caller's own. */
  Crew(int jobs) {
    pool = jobs == 1 ? null : Executors.newFixedThreadPool(jobs);
  }

  /**
   * Does all the work. A result is handed over as soon as all before it are.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  <T> void each(List<Callable<T>> work, Consumer<T> result) throws InterruptedException {
    if (pool == null) {
      for (Callable<T> piece : work) {
        result.accept(call(piece));
      }
      return;
    }
    List<Future<T>> futures = new ArrayList<>();
    work.forEach(piece -> futures.add(pool.submit(piece)));
    for (Future<T> future : futures) {
      try {
        result.accept(future.get());
      } catch (ExecutionException e) {
        throw unchecked(e.getCause());
      }
    }
  }

  private static <T> T call(Callable<T> piece) throws InterruptedException {
    try {
      return piece.call();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(cause);
    };
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}
