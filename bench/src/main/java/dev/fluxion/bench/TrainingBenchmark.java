package dev.fluxion.bench;

import org.openjdk.jmh.annotations.Param;

/** Training steps: forward, backward, update. */
public class TrainingBenchmark extends Benchmarks {
  /** The case. */
  @Param({"a", "b", "c", "d", "e"})
  public String name;

  @Override
  protected String id() {
    return "train/" + name;
  }
}
