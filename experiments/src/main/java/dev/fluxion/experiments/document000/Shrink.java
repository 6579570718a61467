package dev.fluxion.experiments.document000;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.physics.SpinParticle;
import dev.fluxion.problems.Problem;
import java.util.Map;

/**
 * One step of document 000 in the plane, tried at Δt, Δt/2, Δt/4 …: what is left for K_pre, in
 * units of the first ½|v|².
 *
 * <p>The particle moves along the first axis, has done so before, and its spin is 0. Measured:
 * {@code step} (Δt/2ᵏ), {@code budget} ({@code (E - U - ½I Δs²)/½|v|²}).
 *
 * @param speed the velocity along the first axis
 */
public record Shrink(@Setting(value = "velocity along the first axis", above = 0) double speed)
    implements Probe {
  private static final int HALVINGS = 30;

  public Shrink {
    Settings.check(Shrink.class, speed);
  }

  /** Speed 1. */
  public Shrink() {
    this(1);
  }

  @Override
  public Card card() {
    return new Card(
        "shrink",
        "What smaller steps leave for K_pre.",
        "K_pre = E - f(x + vΔt + ½aΔt²) - ½I(d̂' × d̂ / Δt)²",
        "document 000, Update Equations, 5c");
  }

  @Override
  public RunResult run(RunKey key) {
    Problem problem = Execution.problem(key);
    double[] x = key.start().stream().mapToDouble(Double::doubleValue).toArray();
    double[] g = new double[2];
    double[] moved = new double[2];
    double energy = problem.definition().valueAndGradient(x, g) + 0.5 * speed * speed;
    SpinParticle particle = (SpinParticle) key.optimizerSpec();
    double[] step = new double[HALVINGS + 1];
    double[] budget = new double[HALVINGS + 1];
    for (int k = 0; k <= HALVINGS; k++) {
      double dt = Math.scalb(particle.stepSize(), -k);
      double right = speed * dt - 0.5 * particle.gravity() * g[0] * dt * dt;
      double up = -0.5 * particle.gravity() * g[1] * dt * dt;
      moved[0] = x[0] + right;
      moved[1] = x[1] + up;
      double spin = up / Math.sqrt(right * right + up * up) / dt;
      double kinetic =
          energy - problem.definition().value(moved) - 0.5 * particle.inertia() * spin * spin;
      step[k] = dt;
      budget[k] = kinetic / (0.5 * speed * speed);
    }
    return RunResult.measured(key, HALVINGS + 2, Map.of("step", step, "budget", budget));
  }
}
