package dev.fluxion.bench;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Table;
import dev.fluxion.bench.cases.Work;
import dev.fluxion.bench.run.Agreement;
import dev.fluxion.bench.run.Column;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cases of {@link Table} under JMH, for its profilers ({@code -prof gc} must show 0 bytes per
 * call) and for a second opinion: every number in a JVM of its own.
 *
 * <p>Three methods are the three columns: scalar code with superword off, scalar code as shipped,
 * and the Vector API at the widest. Before anything is timed, the results must be the same bits as
 * those of a JVM that runs scalar code.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public abstract class Benchmarks {
  private Runnable call;

  /** The case, such as {@code gemm/512}. */
  protected abstract String id();

  /** Makes the work ready and proves that it agrees with scalar code. */
  @Setup
  public void agree() throws IOException {
    Case row = Table.get(id());
    Work work = row.work(1);
    Agreement.require(row, work, Column.SUPERWORD);
    call = work.call();
  }

  /** Scalar code, not vectorized by the compiler. */
  @Benchmark
  @Fork(
      value = 3,
      jvmArgsAppend = {Column.MODULE, Column.NO_SIMD, Column.NO_SUPERWORD})
  public void scalar() {
    call.run();
  }

  /** Scalar code as shipped. */
  @Benchmark
  @Fork(
      value = 3,
      jvmArgsAppend = {Column.MODULE, Column.NO_SIMD})
  public void superword() {
    call.run();
  }

  /** The Vector API at the widest. */
  @Benchmark
  @Fork(value = 3, jvmArgsAppend = Column.MODULE)
  public void vector() {
    call.run();
  }
}
