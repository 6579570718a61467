package dev.fluxion.autodiff.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final int threads = Workers.count();

  @AfterEach
  void restore() {
    Workers.limit(threads);
  }

  @Test
  void everyRoundRunsOnceAndIsDoneWhenTheCallReturns() {
    for (int loop = 0; loop < 20_000; loop++) {
      int count = loop % 17;
      AtomicIntegerArray runs = new AtomicIntegerArray(17);
      Workers.run(count, runs::incrementAndGet);
      for (int i = 0; i < 17; i++) {
        assertEquals(i < count ? 1 : 0, runs.get(i), "round " + i + " of loop " + loop);
      }
    }
  }

  @Test
  void neverMoreThreadsThanTheLimit() {
    for (int limit = 1; limit <= threads; limit++) {
      Workers.limit(limit);
      Set<Thread> seen = ConcurrentHashMap.newKeySet();
      for (int loop = 0; loop < 200; loop++) {
        Workers.run(64, i -> seen.add(Thread.currentThread()));
      }
      assertTrue(seen.size() <= limit, seen.toString());
      assertTrue(seen.contains(Thread.currentThread()));
    }
  }

  @Test
  void aLoopWithinALoopRunsInItsOwnThread() {
    AtomicIntegerArray sums = new AtomicIntegerArray(8);
    Workers.run(
        8,
        i -> {
          Thread outer = Thread.currentThread();
          Workers.run(
              5,
              j -> {
                assertSame(outer, Thread.currentThread());
                sums.addAndGet(i, j);
              });
        });
    for (int i = 0; i < 8; i++) {
      assertEquals(10, sums.get(i));
    }
  }

  @Test
  void loopsOfSeveralCallersDoNotDisturbEachOther() throws InterruptedException {
    AtomicIntegerArray sums = new AtomicIntegerArray(4);
    Thread[] callers = new Thread[4];
    for (int c = 0; c < callers.length; c++) {
      int caller = c;
      callers[c] =
          new Thread(
              () -> {
                for (int loop = 0; loop < 3000; loop++) {
                  Workers.run(10, i -> sums.addAndGet(caller, i));
                }
              });
      callers[c].start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    for (int c = 0; c < callers.length; c++) {
      assertEquals(3000 * 45, sums.get(c));
    }
  }

  @Test
  void aFailureReachesTheCallerAndThePoolGoesOn() {
    for (int bad = 0; bad < 9; bad++) {
      int failing = bad;
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  Workers.run(
                      9,
                      i -> {
                        if (i == failing) {
                          throw new IllegalStateException("round " + i);
                        }
                      }));
      assertEquals("round " + bad, e.getMessage());
    }
    everyRoundRunsOnceAndIsDoneWhenTheCallReturns();
  }

  @Test
  void aLimitOutsideTheRangeIsRefused() {
    for (int bad : new int[] {0, -1, threads + 1}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Workers.limit(bad)).getMessage();
      assertTrue(
          message.startsWith("threads = " + bad + " must lie between 1 and " + threads), message);
    }
  }
}
