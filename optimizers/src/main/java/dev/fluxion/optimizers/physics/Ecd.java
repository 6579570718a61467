package dev.fluxion.optimizers.physics;

import dev.fluxion.optimizers.Invariance;
import java.util.EnumSet;
import java.util.Set;

/**
 * Numbers that the energy conserving rules with {@code E = V(Π² + s)} share.
 *
 * <p>Formulas: the factor {@code √(due/Π²)} that brings Π² to its due, and the rate {@code 2Δt / (s
 * + Π²)} of the drift.
 */
final class Ecd {
  private Ecd() {}

  /** The factor that brings Π² to its due, or 1 where it must not or cannot be. */
  static double rescaling(double due, double square, double near) {
    boolean leave = Math.abs(due - square) < near || due < 0 || square == 0;
    return leave ? 1 : Math.sqrt(due / square);
  }

  /** {@code 2Δt / (s + Π²)}, or 0 where nothing moves. */
  static double rate(double stepSize, double s, double square) {
    return s + square > 0 ? 2 * stepSize / (s + square) : 0;
  }

  /**
   * The symmetries: decay knows the origin, noise comes coordinate by coordinate, and g/(F - F₀)
   * and E/V know no scale of the loss, if F₀ is 0.
   */
  static Set<Invariance> invariances(double nu, double weightDecay, boolean scaleFree) {
    Set<Invariance> all = EnumSet.of(Invariance.SEGMENTATION);
    if (scaleFree) {
      all.add(Invariance.LOSS_SCALE);
    }
    if (weightDecay == 0) {
      all.add(Invariance.TRANSLATION);
    }
    if (nu == 0) {
      all.add(Invariance.PERMUTATION);
      all.add(Invariance.ROTATION);
    }
    return all;
  }
}
