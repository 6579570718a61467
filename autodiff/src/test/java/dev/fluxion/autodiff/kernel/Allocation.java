package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what a piece of code allocates once it is compiled. */
public final class Allocation {
  /** Calls in one round. */
  public static final int CALLS = 1000;

  private static final int ROUNDS = 600;
  private static final int PATIENT_ROUNDS = 100;

  private Allocation() {}

  /**
   * The bytes that the best of many rounds allocates in this thread. Vectors are boxed until C2 has
   * compiled their loops, so the first rounds may allocate; the later ones give the compiler time.
   */
  public static long fewestBytes(Runnable code) throws InterruptedException {
    assumeFalse(Boolean.getBoolean(Simd.EMULATE), "emulated vectors are objects");
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported());
    long fewest = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && fewest > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        code.run();
      }
      fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
      if (fewest > 0 && round > PATIENT_ROUNDS) {
        Thread.sleep(10);
      }
    }
    return fewest;
  }
}
