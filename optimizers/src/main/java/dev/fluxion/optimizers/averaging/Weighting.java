package dev.fluxion.optimizers.averaging;

/** How much new parameters count in an average. Formula: {@code a ← a + w(θ - a)}. */
interface Weighting {
  /** Whether the parameters after so many steps enter the average. */
  boolean counts(long steps);

  /** Their weight w, from 0 to 1, when so many have entered before; 1 for the first. */
  double weight(long averaged);

  /** When the average begins, for messages. */
  String begins();
}
