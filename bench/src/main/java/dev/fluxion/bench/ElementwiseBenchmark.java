package dev.fluxion.bench;

import org.openjdk.jmh.annotations.Param;

/** Elementwise functions and reductions. */
public class ElementwiseBenchmark extends Benchmarks {
  /** The case. */
  @Param({
    "exp",
    "tanh",
    "sigmoid",
    "relu/1e4",
    "multiply/1e4",
    "axpy/1e4",
    "dot/1e4",
    "sum/1e4",
    "squaredDistance/1e4"
  })
  public String name;

  @Override
  protected String id() {
    return "elem/" + name;
  }
}
