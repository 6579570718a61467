package dev.fluxion.bench;

import org.openjdk.jmh.annotations.Param;

/** Random numbers. */
public class RandomBenchmark extends Benchmarks {
  /** The case. */
  @Param({"normals", "uniforms"})
  public String name;

  @Override
  protected String id() {
    return "randn/" + name;
  }
}
