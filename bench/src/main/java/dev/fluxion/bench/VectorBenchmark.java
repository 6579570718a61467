package dev.fluxion.bench;

import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Tanh;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** An elementwise loop, a reduction and a transcendental function, scalar against vector. */
public class VectorBenchmark extends Benchmarks {
  /** Length: within the first, second and beyond the last cache. */
  @Param({"1000", "100000", "10000000"})
  public int n;

  private float[] x;
  private float[] y;

  /** Fills the arrays and proves that both forms agree. */
  @Setup
  public void agree() {
    x = normals("x", n);
    y = normals("y", n);
    requireSameBits(Dot.Scalar.dot(n, x, 0, y, 0), Dot.Vector.dot(n, x, 0, y, 0));
    float[] left = y.clone();
    float[] right = y.clone();
    Axpy.Scalar.axpy(n, 0.5f, x, 0, left, 0);
    Axpy.Vector.axpy(n, 0.5f, x, 0, right, 0);
    requireSameBits(left, right);
    Tanh.Scalar.tanh(n, x, 0, left, 0);
    Tanh.Vector.tanh(n, x, 0, right, 0);
    requireSameBits(left, right);
  }

  /** Dot product accumulated in double. */
  @Benchmark
  public double dotScalar() {
    return Dot.Scalar.dot(n, x, 0, y, 0);
  }

  /** Dot product accumulated in double. */
  @Benchmark
  public double dotVector() {
    return Dot.Vector.dot(n, x, 0, y, 0);
  }

  /** {@code y ← αx + y}; α is tiny so that y stays in range. */
  @Benchmark
  public float[] axpyScalar() {
    Axpy.Scalar.axpy(n, 1e-9f, x, 0, y, 0);
    return y;
  }

  /** {@code y ← αx + y}. */
  @Benchmark
  public float[] axpyVector() {
    Axpy.Vector.axpy(n, 1e-9f, x, 0, y, 0);
    return y;
  }

  /** Hyperbolic tangent. */
  @Benchmark
  public float[] tanhScalar() {
    Tanh.Scalar.tanh(n, x, 0, y, 0);
    return y;
  }

  /** Hyperbolic tangent. */
  @Benchmark
  public float[] tanhVector() {
    Tanh.Vector.tanh(n, x, 0, y, 0);
    return y;
  }
}
