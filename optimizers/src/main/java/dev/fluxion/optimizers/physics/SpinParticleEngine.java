package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.physics.SpinParticle.Direction;

/**
 * {@link SpinParticle} in float, with energies and spin in double. Formula: see there. A call of
 * {@code update} ends the step that led to θ and begins the next.
 */
final class SpinParticleEngine extends Optimizer {
  private final SpinParticle rule;
  private final float[] v;
  private final float[] a;
  private final float[] d;
  private final float[] last;
  private final float[] moved;
  private final double[] s;
  private final Cell under = number("underWay", 0);
  private final Cell fraction = number("fraction", 1);
  private final Cell energy = report(number("totalEnergy", 0));
  private final Cell potential = telemetry("potentialEnergy");
  private final Cell kinetic = telemetry("kineticEnergy");
  private final Cell spinEnergy = telemetry("spinEnergy");
  private final Cell spin = telemetry("spin");

  SpinParticleEngine(int dimension, SpinParticle rule) {
    super(dimension);
    this.rule = rule;
    v = floats("velocity", dimension);
    a = floats("acceleration", dimension);
    d = floats("displacement", dimension);
    last = floats("lastDisplacement", dimension);
    moved = new float[dimension];
    s = doubles("spin", dimension == 3 ? 3 : 1);
  }

  @Override
  protected Outcome update(float[] theta, float[] gradient, double loss) {
    double u = rule.potential(loss);
    if (under.value == 0) {
      double k = 0.5 * Dot.sumOfSquares(v.length, v, 0);
      energy.value = u + k + 0.5 * rule.inertia() * spinSquared();
    } else if (u > energy.value) {
      return takeBack(theta);
    } else {
      arrive(gradient, u);
    }
    return depart(theta, gradient);
  }

  private double spinSquared() {
    double sum = 0;
    for (int i = 0; i < s.length; i++) {
      sum += s[i] * s[i];
    }
    return sum;
  }

  private Outcome takeBack(float[] theta) {
    boolean some = false;
    for (int i = 0; i < d.length; i++) {
      d[i] /= 2;
      float back = theta[i] - d[i];
      some |= back != theta[i];
      theta[i] = back;
    }
    fraction.value /= 2;
    return some ? Outcome.RUNNING : Outcome.STALLED;
  }

  private void arrive(float[] gradient, double u) {
    turn();
    double size = Math.sqrt(spinSquared());
    double cut = rule.cut(energy.value - u, size);
    double k = rule.kinetic(energy.value - u, cut * size);
    k *= 1 - rule.damping() * rule.stepSize();
    for (int i = 0; i < s.length; i++) {
      s[i] *= cut * (1 - rule.spinDamping() * rule.stepSize());
    }
    potential.value = u;
    kinetic.value = k;
    spinEnergy.value = 0.5 * rule.inertia() * spinSquared();
    spin.value = s.length == 1 ? s[0] : Math.sqrt(spinSquared());
    energy.value = u + k + spinEnergy.value;
    if (rule.direction() == Direction.DISPLACEMENT) {
      System.arraycopy(d, 0, v, 0, d.length);
    } else {
      float before = (float) rule.before(fraction.value);
      float behind = (float) (-rule.behind(fraction.value) * rule.gravity());
      for (int i = 0; i < v.length; i++) {
        v[i] = Fma.fma(gradient[i], behind, Fma.fma(a[i], before, v[i]));
      }
    }
    double norm = Math.sqrt(Dot.sumOfSquares(v.length, v, 0));
    float factor = norm == 0 ? 0 : (float) (Math.sqrt(2 * k) / norm);
    for (int i = 0; i < v.length; i++) {
      v[i] *= factor;
    }
    System.arraycopy(d, 0, last, 0, d.length);
  }

  private void turn() {
    int n = d.length;
    double sizes = Math.sqrt(Dot.sumOfSquares(n, last, 0)) * Math.sqrt(Dot.sumOfSquares(n, d, 0));
    if (sizes == 0 || n == 1) {
      return;
    }
    double unit = 1 / (sizes * rule.stepSize());
    if (n == 2) {
      s[0] += cross(0, 1) * unit;
    } else if (n == 3) {
      s[0] += cross(1, 2) * unit;
      s[1] += cross(2, 0) * unit;
      s[2] += cross(0, 1) * unit;
    } else {
      double cosine = Dot.dot(n, last, 0, d, 0) / sizes;
      s[0] += Math.sqrt(Math.max(0, 1 - cosine * cosine)) / rule.stepSize();
    }
  }

  private double cross(int i, int j) {
    return (double) last[i] * d[j] - (double) last[j] * d[i];
  }

  private Outcome depart(float[] theta, float[] gradient) {
    int n = d.length;
    float dt = (float) rule.stepSize();
    float half = (float) (0.5 * rule.stepSize() * rule.stepSize());
    float g = (float) -rule.gravity();
    for (int i = 0; i < n; i++) {
      a[i] = g * gradient[i];
      d[i] = Fma.fma(v[i], dt, a[i] * half);
      moved[i] = theta[i] + d[i];
    }
    under.value = 0;
    if (!AllFinite.allFinite(n, moved, 0)) {
      return Outcome.DIVERGED;
    }
    if (Dot.sumOfSquares(n, d, 0) == 0) {
      return Outcome.STALLED;
    }
    System.arraycopy(moved, 0, theta, 0, n);
    under.value = 1;
    fraction.value = 1;
    return Outcome.RUNNING;
  }
}
