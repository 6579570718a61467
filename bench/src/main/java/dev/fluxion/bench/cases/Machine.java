package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.kernel.Simd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The ceilings of the machine. Bytes are counted as in STREAM: what the loop reads and writes,
 * without the line that a store fetches first. Calls last about a millisecond, so that threads can
 * be started for each.
 *
 * <p>Source: J. McCalpin, «Memory Bandwidth and Machine Balance in Current High Performance
 * Computers», 1995.
 */
final class Machine {
  private static final double FLOPS_PER_CALL = 1e8;
  private static final double BYTES_PER_CALL = 1e8;
  private static final int ITERATIONS = 1 << 12;
  private static final boolean VECTOR = Simd.BITS != 0;

  private Machine() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(fma());
    for (Caches.Level level : Caches.levels()) {
      cases.add(stream("read", level, 0, 1, 0, Machine::read));
      cases.add(stream("copy", level, 0, 1, 1, Machine::copy));
      cases.add(stream("triad", level, 2, 2, 1, Machine::triad));
    }
    return cases;
  }

  private static Case fma() {
    int repeats = (int) (FLOPS_PER_CALL / (ITERATIONS * PeakFma.flopsPerIteration(VECTOR)));
    double flops = PeakFma.flopsPerIteration(VECTOR) * ITERATIONS;
    Cost once = new Cost(1, flops, 0, 0, 0);
    return ceiling("fma", Metric.GFLOPS, once, repeats, () -> peak(new float[1]));
  }

  private static Work peak(float[] sum) {
    float[] factors = PeakFma.factors();
    return new Work(
        VECTOR
            ? () -> sum[0] = PeakFma.Vector.run(ITERATIONS, factors)
            : () -> sum[0] = PeakFma.Scalar.run(ITERATIONS, factors),
        sum);
  }

  /** A loop over so many arrays to be read and written, all together as large as the level asks. */
  private static Case stream(
      String name, Caches.Level level, int flops, int read, int written, IntFunction<Work> work) {
    int n = (int) (level.stream() / (Float.BYTES * (read + written)));
    Cost once = Cost.perElement(n, flops, 4 * read, 4 * written, 4 * (read + written));
    int repeats = (int) Math.max(1, BYTES_PER_CALL / once.bytes());
    return ceiling(name + "/" + level.name(), Metric.BANDWIDTH, once, repeats, () -> work.apply(n));
  }

  private static Case ceiling(
      String name, Metric metric, Cost once, int repeats, Case.Recipe recipe) {
    return new Case(
        Part.MACHINE,
        name,
        metric,
        Kind.CEILING,
        once.repeated(repeats),
        new Subject.Own(),
        Case.Threads.EACH,
        true,
        threads -> recipe.work().repeated(repeats));
  }

  private static Work read(int n) {
    int[] x = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = i * 0x9E3779B9;
    }
    double[] all = new double[1];
    return new Work(
        VECTOR
            ? () -> all[0] = Streams.Vector.read(n, x)
            : () -> all[0] = Streams.Scalar.read(n, x),
        all);
  }

  private static Work copy(int n) {
    float[] x = Inputs.normals("x", n);
    float[] y = new float[n];
    return new Work(
        VECTOR ? () -> Streams.Vector.copy(n, x, y) : () -> Streams.Scalar.copy(n, x, y), y);
  }

  private static Work triad(int n) {
    float[] x = Inputs.normals("x", n);
    float[] y = Inputs.normals("y", n);
    float[] z = new float[n];
    return new Work(
        VECTOR
            ? () -> Streams.Vector.triad(n, 0.5f, x, y, z)
            : () -> Streams.Scalar.triad(n, 0.5f, x, y, z),
        z);
  }
}
