package dev.fluxion.bench;

import org.openjdk.jmh.annotations.Param;

/** Matrix products. */
public class GemmBenchmark extends Benchmarks {
  /** The case. */
  @Param({
    "32", "64", "128", "256", "512", "1024", "2048", "fwd1", "fwd1nt", "fwd2", "dW1", "dH", "dW2",
    "mlp"
  })
  public String name;

  @Override
  protected String id() {
    return "gemm/" + name;
  }
}
