package dev.fluxion.bench;

import org.openjdk.jmh.annotations.Param;

/** Training steps: forward, backward, update. */
public class TrainingBenchmark extends Benchmarks {
  /** The case. */
  @Param({"linear-regression", "mlp-fit", "square-net-fit", "mlp-784-128-10"})
  public String name;

  @Override
  protected String id() {
    return "train/" + name;
  }
}
