package dev.fluxion.bench;

import dev.fluxion.autodiff.kernel.MatMul;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Square matrix products, scalar against vector; 2n³ flops each. */
public class MatMulBenchmark extends Benchmarks {
  /** Rows and columns. */
  @Param({"32", "64", "128", "256", "512"})
  public int n;

  private float[] a;
  private float[] b;
  private float[] c;

  /** Fills the matrices and proves that both forms agree. */
  @Setup
  public void agree() {
    a = normals("a", n * n);
    b = normals("b", n * n);
    c = new float[n * n];
    float[] scalar = new float[n * n];
    MatMul.Scalar.multiply(n, n, n, a, 0, n, 1, b, 0, n, scalar, 0, false);
    MatMul.Vector.multiply(n, n, n, a, 0, n, 1, b, 0, c, 0, false);
    requireSameBits(scalar, c);
  }

  /** {@code C ← A·B}, one element at a time. */
  @Benchmark
  public float[] scalar() {
    MatMul.Scalar.multiply(n, n, n, a, 0, n, 1, b, 0, n, c, 0, false);
    return c;
  }

  /** {@code C ← A·B}, in register tiles. */
  @Benchmark
  public float[] vector() {
    MatMul.Vector.multiply(n, n, n, a, 0, n, 1, b, 0, c, 0, false);
    return c;
  }
}
