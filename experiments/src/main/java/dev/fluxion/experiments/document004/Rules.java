package dev.fluxion.experiments.document004;

import dev.fluxion.optimizers.polyak.Polyak;

/** The two forms of the document's rule. */
final class Rules {
  /** As the document writes it: no guard, the quotient in the engine's precision. */
  static final Polyak LITERAL = new Polyak(0, Double.POSITIVE_INFINITY, false);

  /** With guards and norms in double. */
  static final Polyak GUARDED = new Polyak();

  private Rules() {}

  /** Guarded, with a lower bound of the loss. */
  static Polyak bounded(double lowerBound) {
    return new Polyak(lowerBound, Double.POSITIVE_INFINITY, true);
  }
}
