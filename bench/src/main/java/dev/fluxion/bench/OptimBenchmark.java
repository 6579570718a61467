package dev.fluxion.bench;

import org.openjdk.jmh.annotations.Param;

/** Steps of live optimizers. */
public class OptimBenchmark extends Benchmarks {
  /** The case. */
  @Param({
    "adam/1e3",
    "adam/1e5",
    "adam/1e6",
    "adam/1e7",
    "adamw/1e3",
    "adamw/1e5",
    "adamw/1e6",
    "adamw/1e7",
    "momentum/1e3",
    "momentum/1e5",
    "momentum/1e6",
    "momentum/1e7",
    "sgd/1e3",
    "sgd/1e5",
    "sgd/1e6",
    "sgd/1e7",
    "ecdsep/1e3",
    "ecdsep/1e5",
    "ecdsep/1e6",
    "ecdsep/1e7"
  })
  public String name;

  @Override
  protected String id() {
    return "optim/" + name;
  }
}
