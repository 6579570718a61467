package dev.fluxion.experiments.document000;

import dev.fluxion.optimizers.physics.SpinParticle;
import dev.fluxion.optimizers.physics.SpinParticle.Direction;
import dev.fluxion.optimizers.physics.SpinParticle.Potential;

/** The readings of document 000's particle that the experiments compare. */
final class Particles {
  private Particles() {}

  /** By the document's letter. */
  static SpinParticle literal(double dt, double g, double inertia, double gamma, double beta) {
    return new SpinParticle(
        dt, g, inertia, gamma, beta, Direction.DISPLACEMENT, Potential.LOSS, false);
  }

  /** Velocity along v + ½(a + a')Δt, U = gf, damped spin is energy lost. */
  static SpinParticle consistent(double dt, double g, double inertia, double gamma, double beta) {
    return new SpinParticle(
        dt, g, inertia, gamma, beta, Direction.TRAPEZOID, Potential.SCALED, true);
  }

  /** Velocity along v + aΔt, else consistent. */
  static SpinParticle euler(double dt, double inertia) {
    return new SpinParticle(dt, 1, inertia, 0, 0, Direction.EULER, Potential.SCALED, true);
  }
}
