package dev.fluxion.experiments;

/** What the measurement says of a claim. */
public enum Verdict {
  /** The test, written before the run, is passed. */
  HOLDS,
  /** The test is not passed. */
  FAILS,
  /** The measurement does not decide. */
  UNDECIDED
}
