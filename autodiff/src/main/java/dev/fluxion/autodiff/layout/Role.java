package dev.fluxion.autodiff.layout;

/** What a segment of the parameters is for; decay masks and per-layer rules go by it. */
public enum Role {
  /** A matrix or kernel that multiplies. */
  WEIGHT,
  /** An offset that is added. */
  BIAS,
  /** A factor that normalized values are multiplied by, one per channel. */
  SCALE,
  /** A point of an analytic surface. */
  COORDINATE
}
