package dev.fluxion.experiments;

/** Which twin runs. */
public enum Precision {
  /** The float engine. */
  FLOAT,
  /** The double definition. */
  DOUBLE
}
