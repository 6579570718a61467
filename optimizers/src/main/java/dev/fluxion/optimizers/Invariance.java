package dev.fluxion.optimizers;

/** A symmetry that a rule claims; the contract tests hold it to it. */
public enum Invariance {
  /** Renaming coordinates renames the trajectory. */
  PERMUTATION,
  /** Rotating the problem rotates the trajectory. */
  ROTATION,
  /** Moving the problem moves the trajectory. */
  TRANSLATION,
  /** Multiplying the loss by a positive constant changes nothing. */
  LOSS_SCALE,
  /** The number of segments the parameters are cut into does not matter. */
  SEGMENTATION
}
