package dev.fluxion.bench.cases;

import java.util.Locale;

/** A part of the study; on the command line in lower case. */
public enum Part {
  /** The ceilings: FMA peak and bandwidth. */
  MACHINE("ceilings of the machine: FMA peak, bandwidth per cache level"),
  /** Matrix products. */
  GEMM("matrix products"),
  /** Steps of live optimizers. */
  OPTIM("one step of an optimizer"),
  /** Training steps through the tape. */
  TRAIN("one training step of a small net: forward, backward, update"),
  /** Evaluations of objectives. */
  FUNC("value and gradient of a test function"),
  /** Random numbers. */
  RANDN("random numbers"),
  /** Elementwise functions and reductions. */
  ELEM("elementwise functions and reductions");

  private final String summary;

  Part(String summary) {
    this.summary = summary;
  }

  /** What it measures. */
  public String summary() {
    return summary;
  }

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
