package dev.fluxion.bench;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What all benchmarks share: several forks, and a proof of agreement before anything is timed.
 *
 * <p>Three columns: {@code vector}; {@code scalar} as shipped, which C2 may vectorize itself; and
 * {@code scalar} again with {@code -jvmArgsAppend -XX:-UseSuperWord}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public abstract class Benchmarks {
  /** Normally distributed floats, the same in every run. */
  protected static float[] normals(String purpose, int n) {
    float[] x = new float[n];
    RandomKey.of(1).split(purpose).normals(0, n, x, 0);
    return x;
  }

  /** Refuses to time two forms that do not give the same bits. */
  protected static void requireSameBits(float[] left, float[] right) {
    if (!Arrays.equals(left, right)) {
      throw new IllegalStateException("the two forms disagree; nothing is timed");
    }
  }

  /** Refuses to time two forms that do not give the same bits. */
  protected static void requireSameBits(double left, double right) {
    if (Double.doubleToLongBits(left) != Double.doubleToLongBits(right)) {
      throw new IllegalStateException("the two forms disagree: " + left + ", " + right);
    }
  }
}
