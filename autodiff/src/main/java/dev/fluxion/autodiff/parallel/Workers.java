package dev.fluxion.autodiff.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A small fixed pool of threads for loops whose rounds do not depend on each other.
 *
 * <p>The caller works too, and every thread takes the next round that nobody has taken, so a thread
 * that wakes up late costs nothing. Idle threads spin for some microseconds, then sleep. There are
 * never more threads than processors: while the pool is busy, or from within a round, a further
 * loop runs in its caller alone. Which thread does a round must not matter to the result; then
 * neither does the number of threads.
 *
 * <p>{@code -Ddev.fluxion.threads=N} sets the number of threads, the caller included; by default it
 * is the number of processors. A call allocates nothing.
 */
public final class Workers {
  /** The system property that sets the number of threads. */
  public static final String PROPERTY = "dev.fluxion.threads";

  /** One round of a loop. */
  @FunctionalInterface
  public interface Task {
    /** Does round {@code index}. */
    void run(int index);
  }

  private static final int SPINS = 4000; // some 50 microseconds

  private static final int NO_ROUND = Integer.MAX_VALUE;

  private static final int AVAILABLE = available();
  private static volatile int limit = AVAILABLE;

  /** Held by the caller whose loop is running. */
  private static final AtomicReference<Thread> OWNER = new AtomicReference<>();

  /** Loop number in the upper half, next round that nobody has taken in the lower. */
  private static final AtomicLong TICKET = new AtomicLong();

  private static final AtomicInteger FINISHED = new AtomicInteger();
  private static final AtomicReference<Throwable> FAILURE = new AtomicReference<>();
  private static final Worker[] POOL = new Worker[AVAILABLE - 1];

  private static volatile Task task;
  private static volatile int rounds;
  private static volatile int helpers;

  private Workers() {}

  /** The number of threads that a loop may use, its caller included. */
  public static int count() {
    return limit;
  }

  /**
   * Sets the number of threads for all loops from now on.
   *
   * @throws IllegalArgumentException unless it lies between 1 and the number with which the JVM was
   *     started
   */
  public static void limit(int threads) {
    if (threads < 1 || threads > AVAILABLE) {
      throw new IllegalArgumentException(
          "threads = "
              + threads
              + " must lie between 1 and "
              + AVAILABLE
              + "; start the JVM with -D"
              + PROPERTY
              + "="
              + threads
              + " for more");
    }
    limit = threads;
  }

  /** Runs rounds 0 … {@code count - 1}, each once, and returns when all are done. */
  public static void run(int count, Task body) {
    if (count <= 0) {
      return;
    }
    int threads = Math.min(limit, count);
    if (threads == 1 || !OWNER.compareAndSet(null, Thread.currentThread())) {
      for (int i = 0; i < count; i++) {
        body.run(i);
      }
      return;
    }
    try {
      publish(count, body, threads - 1);
      long ticket = TICKET.get();
      takeRounds(ticket >>> 32);
      awaitOthers(count);
    } finally {
      task = null;
      OWNER.set(null);
    }
    rethrow();
  }

  private static void publish(int count, Task body, int wanted) {
    long closed = (TICKET.get() >>> 32) + 1;
    TICKET.set(closed << 32 | NO_ROUND); // nobody takes a round while the loop is being set up
    FINISHED.set(0);
    task = body;
    rounds = count;
    helpers = wanted;
    TICKET.set((closed + 1) << 32);
    for (int i = 0; i < wanted; i++) {
      wake(i);
    }
  }

  private static void wake(int i) {
    Worker worker = POOL[i];
    if (worker == null) {
      worker = new Worker(i);
      POOL[i] = worker;
      worker.start();
    } else if (worker.asleep) {
      LockSupport.unpark(worker);
    }
  }

  /** Takes rounds of a loop until there are none left, or another loop has begun. */
  private static void takeRounds(long loop) {
    while (true) {
      long ticket = TICKET.get();
      Task body = task;
      int round = (int) ticket;
      if (ticket >>> 32 != loop || round >= rounds || body == null) {
        return;
      }
      if (TICKET.compareAndSet(ticket, ticket + 1)) {
        try {
          body.run(round);
        } catch (Throwable t) {
          FAILURE.compareAndSet(null, t);
        } finally {
          FINISHED.incrementAndGet();
        }
      }
    }
  }

  /**
   * Waits for rounds that other threads have taken; lets go of the processor when it takes long.
   */
  private static void awaitOthers(int count) {
    for (int i = 0; FINISHED.get() < count; i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  private static void rethrow() {
    Throwable failure = FAILURE.getAndSet(null);
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  private static int available() {
    int processors = Runtime.getRuntime().availableProcessors();
    String text = System.getProperty(PROPERTY);
    if (text == null || text.isBlank()) {
      return processors;
    }
    int wanted;
    try {
      wanted = Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      wanted = 0;
    }
    if (wanted < 1 || wanted > 1024) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + "=" + text + " is not a number of threads; allowed: 1 … 1024");
    }
    return wanted;
  }

  /** One thread of the pool. */
  private static final class Worker extends Thread {
    private final int index;
    private volatile boolean asleep;

    Worker(int index) {
      super("fluxion-worker-" + (index + 1));
      this.index = index;
      setDaemon(true);
    }

    @Override
    public void run() {
      long done = -1;
      while (true) {
        long loop = awaitLoop(done);
        if (index < helpers) {
          takeRounds(loop);
        }
        done = loop;
      }
    }

    /** Spins, then sleeps, until a loop begins that is not the one just done. */
    private long awaitLoop(long done) {
      for (int i = 0; i < SPINS; i++) {
        long loop = TICKET.get() >>> 32;
        if (loop != done) {
          return loop;
        }
        Thread.onSpinWait();
      }
      asleep = true;
      try {
        while (TICKET.get() >>> 32 == done) {
          LockSupport.park(Workers.class);
        }
      } finally {
        asleep = false;
      }
      return TICKET.get() >>> 32;
    }
  }
}
