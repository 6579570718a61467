package dev.fluxion.bench.cases;

import java.util.function.Supplier;

/**
 * Work made ready: a call to be timed, and the arrays that it writes.
 *
 * @param call one call; nothing in it allocates
 * @param results {@code float[]} or {@code double[]}, after a call: what all forms must agree on
 */
public record Work(Runnable call, Supplier<Object[]> results) {
  /** Work on arrays of the heap. */
  public Work(Runnable call, Object... outputs) {
    this(call, () -> outputs);
  }

  /** The same call so many times. */
  public Work repeated(int times) {
    Runnable one = call;
    return new Work(
        () -> {
          for (int i = 0; i < times; i++) {
            one.run();
          }
        },
        results);
  }

  /** The arrays. */
  public Object[] outputs() {
    return results.get();
  }
}
