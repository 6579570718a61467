package dev.fluxion.problems.data;

/**
 * A part of the rows. Formula: {@code rows = train ∪ validation ∪ test}, without overlap; see
 * {@link Split}.
 */
public enum Part {
  /** What is learnt from. */
  TRAIN,
  /** What settings and the end of training are chosen by. */
  VALIDATION,
  /** What is only measured. */
  TEST
}
