package dev.fluxion.optimizers.physics;

import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.physics.SpinParticle.Direction;
import java.util.Arrays;

/**
 * {@link SpinParticle} in double. Formula: see there. A call of {@code update} ends the step that
 * led to θ, whose potential energy is known only now, and begins the next.
 */
final class SpinParticleDefinition extends OptimizerDefinition {
  private final SpinParticle rule;
  private final double[] v;
  private final double[] a;
  private final double[] d;
  private final double[] last;
  private final double[] s;
  private final Cell under = number("underWay", 0);
  private final Cell fraction = number("fraction", 1);
  private final Cell energy = report(number("totalEnergy", 0));
  private final Cell potential = telemetry("potentialEnergy");
  private final Cell kinetic = telemetry("kineticEnergy");
  private final Cell spinEnergy = telemetry("spinEnergy");
  private final Cell spin = telemetry("spin");

  SpinParticleDefinition(int dimension, SpinParticle rule) {
    super(dimension);
    this.rule = rule;
    v = doubles("velocity", dimension);
    a = doubles("acceleration", dimension);
    d = doubles("displacement", dimension);
    last = doubles("lastDisplacement", dimension);
    s = doubles("spin", dimension == 3 ? 3 : 1);
  }

  @Override
  protected Outcome update(double[] theta, double[] gradient, double loss) {
    double u = rule.potential(loss);
    if (under.value == 0) {
      energy.value = u + 0.5 * squared(v) + 0.5 * rule.inertia() * squared(s);
    } else if (u > energy.value) {
      return takeBack(theta);
    } else {
      arrive(gradient, u);
    }
    return depart(theta, gradient);
  }

  private static double squared(double[] x) {
    return sumOfSquares(x, 0, x.length);
  }

  /** Takes back half of the displacement. */
  private Outcome takeBack(double[] theta) {
    boolean moved = false;
    for (int i = 0; i < d.length; i++) {
      d[i] /= 2;
      moved |= theta[i] - d[i] != theta[i];
      theta[i] -= d[i];
    }
    fraction.value /= 2;
    return moved ? Outcome.RUNNING : Outcome.STALLED;
  }

  /** Spin, energies and velocity at the end of a step. */
  private void arrive(double[] gradient, double u) {
    turn();
    double size = Math.sqrt(squared(s));
    double cut = rule.cut(energy.value - u, size);
    double k = rule.kinetic(energy.value - u, cut * size);
    k *= 1 - rule.damping() * rule.stepSize();
    for (int i = 0; i < s.length; i++) {
      s[i] *= cut * (1 - rule.spinDamping() * rule.stepSize());
    }
    potential.value = u;
    kinetic.value = k;
    spinEnergy.value = 0.5 * rule.inertia() * squared(s);
    spin.value = s.length == 1 ? s[0] : Math.sqrt(squared(s));
    energy.value = u + k + spinEnergy.value;
    double[] direction = d.clone();
    if (rule.direction() != Direction.DISPLACEMENT) {
      for (int i = 0; i < v.length; i++) {
        direction[i] =
            v[i]
                + rule.before(fraction.value) * a[i]
                - rule.behind(fraction.value) * rule.gravity() * gradient[i];
      }
    }
    double norm = Math.sqrt(squared(direction));
    for (int i = 0; i < v.length; i++) {
      v[i] = norm == 0 ? 0 : Math.sqrt(2 * k) * direction[i] / norm;
    }
    System.arraycopy(d, 0, last, 0, d.length);
  }

  /** Adds {@code d̂' × d̂ / Δt} to the spin. */
  private void turn() {
    double sizes = Math.sqrt(squared(last)) * Math.sqrt(squared(d));
    if (sizes == 0 || d.length == 1) {
      return;
    }
    double unit = 1 / (sizes * rule.stepSize());
    if (d.length == 2) {
      s[0] += (last[0] * d[1] - last[1] * d[0]) * unit;
    } else if (d.length == 3) {
      for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3;
        int k = (i + 2) % 3;
        s[i] += (last[j] * d[k] - last[k] * d[j]) * unit;
      }
    } else {
      double dot = 0;
      for (int i = 0; i < d.length; i++) {
        dot += last[i] * d[i];
      }
      double cosine = dot / sizes;
      s[0] += Math.sqrt(Math.max(0, 1 - cosine * cosine)) / rule.stepSize();
    }
  }

  /** The displacement of the next step. */
  private Outcome depart(double[] theta, double[] gradient) {
    double dt = rule.stepSize();
    double[] moved = theta.clone();
    for (int i = 0; i < d.length; i++) {
      a[i] = -rule.gravity() * gradient[i];
      d[i] = v[i] * dt + 0.5 * a[i] * dt * dt;
      moved[i] += d[i];
    }
    under.value = 0;
    if (!Arrays.stream(moved).allMatch(Double::isFinite)) {
      return Outcome.DIVERGED;
    }
    if (squared(d) == 0) {
      return Outcome.STALLED;
    }
    System.arraycopy(moved, 0, theta, 0, d.length);
    under.value = 1;
    fraction.value = 1;
    return Outcome.RUNNING;
  }
}
