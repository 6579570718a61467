package dev.fluxion.bench.run;

import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** Warms up and samples one piece of work. */
final class Timing {
  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long BATCH = 200_000; // ns, while warming up
  private static final double FASTER = 0.97; // of the best time so far: still warming up
  private static final double BOXING = 1e-3; // bytes per ns: vectors are objects as yet

  private static final int PATIENCE = 8;
  private static final double UNDISTURBED = 0.95; // processor time over time
  private static final double LONG = 2e7; // ns of a call that is always disturbed on a busy machine

  private final Stopwatch watch = Stopwatch.fresh();
  private final Runnable call;
  private double perCall;
  private double allocated;

  Timing(Runnable call) {
    this.call = call;
  }

  /**
   * Calls for at least and at most so many nanoseconds, until for half of the least time the
   * compiler has finished nothing, no call has been faster than before, and none has allocated: as
   * long as vector code is not compiled, its vectors are objects.
   */
  void warm(long least, long most) {
    long begin = System.nanoTime();
    long quietSince = begin;
    long compiled = -1;
    long calls = 1;
    perCall = Double.POSITIVE_INFINITY;
    while (true) {
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long took = Math.max(1, watch.time(call, calls));
      allocated = (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / calls;
      double now = (double) took / calls;
      long time = System.nanoTime();
      boolean faster = now < FASTER * perCall;
      boolean boxing = allocated > BOXING * now;
      if (faster || boxing || compiled != COMPILER.getTotalCompilationTime()) {
        quietSince = time;
        compiled = COMPILER.getTotalCompilationTime();
      }
      perCall = Math.min(perCall, now);
      calls = Math.clamp((long) (BATCH / now), 1, 100_000_000);
      boolean warm = time - begin >= least && time - quietSince >= least / 2;
      if (warm || time - begin >= most) {
        allocated = boxing ? allocated : 0;
        return;
      }
    }
  }

  /** Nanoseconds per call after warming up. */
  double perCall() {
    return perCall;
  }

  /** Bytes that a call still allocates after warming up; what threads need is not counted. */
  double allocated() {
    return allocated;
  }

  /**
   * Nanoseconds per call, of so many samples that last about as long as asked for, or one call.
   *
   * @param alone whether the work is done by this thread alone. Then a sample in which it lost the
   *     processor to somebody else is taken again, up to {@link #PATIENCE} times: it says nothing
   *     about the code.
   */
  double[] samples(int count, long nanoseconds, boolean alone) {
    long calls = Math.max(1, Math.round(nanoseconds / perCall));
    int retakes = alone && perCall < LONG ? PATIENCE * count : 0;
    double[] samples = new double[count];
    for (int i = 0; i < count; i++) {
      long took;
      boolean disturbed;
      do {
        long processor = THREADS.getCurrentThreadCpuTime();
        took = watch.time(call, calls);
        disturbed = THREADS.getCurrentThreadCpuTime() - processor < UNDISTURBED * took;
      } while (disturbed && retakes-- > 0);
      samples[i] = (double) took / calls;
    }
    return samples;
  }
}
