package dev.fluxion.experiments.runner;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What computes runs: the threads of this process, or a cluster. */
public interface Engine {
  /**
   * How a run ended.
   *
   * @param key the run
   * @param line its line of the journal, or null if it failed
   * @param failure why it failed, or null
   */
  record Finished(RunKey key, String line, String failure) {
    /** Whether it failed for want of memory. */
    boolean outOfMemory() {
      return failure != null && failure.startsWith(OutOfMemoryError.class.getName());
    }
  }

  /**
   * Computes runs, in any order. A run that fails is told like one that succeeds, and does not stop
   * the others.
   *
   * @param keys the runs
   * @param sink told of every run, one after the other; if it throws, the rest is not computed
   * @throws InterruptedException if the thread was interrupted
   */
  void compute(List<RunKey> keys, Consumer<Finished> sink) throws InterruptedException;

  /** Checksums of lines that other processes computed, by who did. */
  default Map<Provenance, List<String>> others() {
    return Map.of();
  }

  /** Computes one run here and now; whatever it throws is its result. */
  static Finished one(RunKey key) {
    try {
      return new Finished(key, JournalLine.of(Execution.run(key)), null);
    } catch (Throwable e) {
      StackTraceElement[] trace = e.getStackTrace();
      return new Finished(key, null, e + (trace.length == 0 ? "" : " at " + trace[0]));
    }
  }
}
