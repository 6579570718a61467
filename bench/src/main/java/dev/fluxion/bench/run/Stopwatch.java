package dev.fluxion.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;

/** Times many calls at once. */
interface Stopwatch {
  /** Nanoseconds that so many calls take together. */
  long time(Runnable call, long calls);

  /**
   * A stopwatch for one case. Its loop is a hidden class of its own: the compiler sees one target
   * in it and can inline the call, as in a loop that a user writes. A loop shared by all cases
   * would call through a table, which costs a third of the time of a short kernel.
   */
  static Stopwatch fresh() {
    try (InputStream code = Stopwatch.class.getResourceAsStream("Stopwatch$Loop.class")) {
      return (Stopwatch)
          MethodHandles.lookup()
              .defineHiddenClass(code.readAllBytes(), true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The loop. */
  final class Loop implements Stopwatch {
    Loop() {}

    @Override
    public long time(Runnable call, long calls) {
      long begin = System.nanoTime();
      for (long i = 0; i < calls; i++) {
        call.run();
      }
      return System.nanoTime() - begin;
    }
  }
}
