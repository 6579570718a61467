package dev.fluxion.problems.surface;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what a piece of code allocates in this thread, warm or not. */
public final class Allocation {
  private static final int ROUNDS = 20;

  private Allocation() {}

  /** The bytes of the best of some rounds: class loading allocates in the first. */
  public static long bytes(Runnable code) {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported());
    long fewest = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && fewest > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      code.run();
      fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return fewest;
  }
}
