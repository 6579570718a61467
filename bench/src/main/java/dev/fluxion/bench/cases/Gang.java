package dev.fluxion.bench.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The same work on several threads at once, each on arrays of its own. */
final class Gang {
  private Gang() {}

  /**
   * One call is one call on every thread. Handing it over takes some ten microseconds, so a call
   * should take milliseconds.
   */
  static Work of(int threads, Supplier<Work> copies) {
    if (threads == 1) {
      return copies.get();
    }
    List<Callable<Object>> members = new ArrayList<>();
    List<Object> outputs = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Work copy = copies.get();
      members.add(Executors.callable(copy.call()));
      outputs.addAll(List.of(copy.outputs()));
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("gang-", 0).factory());
    return new Work(() -> run(pool, members), outputs.toArray());
  }

  private static void run(ExecutorService pool, List<Callable<Object>> members) {
    try {
      for (var member : pool.invokeAll(members)) {
        member.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
