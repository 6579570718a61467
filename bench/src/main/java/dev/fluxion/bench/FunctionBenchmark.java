package dev.fluxion.bench;

import org.openjdk.jmh.annotations.Param;

/** Value and gradient of test functions. */
public class FunctionBenchmark extends Benchmarks {
  /** The case. */
  @Param({
    "rosenbrock",
    "zakharov",
    "ackley",
    "zakharov10_tape",
    "zakharov10_adam",
    "zakharov10_ecdsep",
    "zakharov10_tape_adam"
  })
  public String name;

  @Override
  protected String id() {
    return "func/" + name;
  }
}
