package dev.fluxion.optimizers.polyak;

/** Which part of the loss each group of parameters is to remove by itself. */
public enum LossShare {
  /** All of it, as document 004 proposes: k groups together overshoot k times. */
  TOTAL,
  /** One k-th of it, so that k groups together remove the loss once (to first order). */
  EQUAL
}
