package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.util.Set;

/**
 * Energy conserving descent by leapfrog: second order in the time step, one gradient per step.
 *
 * <p>Formula: with {@code V = (F - F₀)^η} and {@code H = log(Π² + s) + log V}: half a kick {@code Π
 * ← Π - ½Δt(η/R)g}; at this time, which is that of θ, rescale to {@code Π² = E/V - s} and turn as
 * {@code ecdsep} does; the other half {@code Π ← Π - ½Δt(η/R)g}; {@code θ ← θ + 2Δt·Π / (s + Π²)}.
 *
 * <p>Source: G. B. De Luca, A. Gatti, E. Silverstein, «Improving Energy Conserving Descent for
 * Machine Learning: Theory and Practice», 2023, future work of §3.1: «2nd order schemes that do not
 * require extra gradient evaluations»; document 003.
 *
 * <p>Two half kicks with the same gradient are the one kick of {@link EcdSep}, so that without
 * noise and rescaling the two rules differ in the first step only. What changes is where energy is
 * looked at and noise is added: where Π belongs to the same time as θ, the energy errs by Δt², not
 * by Δt, and rescaling puts a smaller error right.
 *
 * @param stepSize the time step Δt
 * @param eta the power η of the potential
 * @param nu the chaos parameter ν
 * @param f0 the expected minimum F₀ of the loss
 * @param deltaE the kinetic energy Π² at the start; 1 if not regularized
 * @param regularized whether s = 1 or s = 0
 * @param conserveEnergy whether Π is rescaled to the first energy before every step
 * @param epsilon1 no rescaling where Π² is nearer to its due than this
 * @param epsilon2 no movement where V is not above this
 */
public record EcdLeapfrog(
    @Setting(value = "time step Δt", min = 0) double stepSize,
    @Setting(value = "power η of the potential", above = 0) double eta,
    @Setting(value = "chaos parameter ν", min = 0) double nu,
    @Setting("expected minimum F₀ of the loss") double f0,
    @Setting(value = "kinetic energy Π² at the start", min = 0) double deltaE,
    @Setting("whether s = 1, exploring only F up to a bound") boolean regularized,
    @Setting("whether Π is rescaled to the first energy before every step") boolean conserveEnergy,
    @Setting(value = "no rescaling where Π² is nearer to its due than this", min = 0)
        double epsilon1,
    @Setting(value = "no movement where V is not above this", min = 0) double epsilon2)
    implements OptimizerSpec {
  public EcdLeapfrog {
    Settings.check(
        EcdLeapfrog.class,
        stepSize,
        eta,
        nu,
        f0,
        deltaE,
        regularized,
        conserveEnergy,
        epsilon1,
        epsilon2);
  }

  /** The defaults of {@code ecdsep}. */
  public EcdLeapfrog() {
    this(0.4, 1, 1e-5, 0, 0, true, true, 1e-10, 1e-40);
  }

  @Override
  public Card card() {
    return new Card(
        "ecd-leapfrog",
        "Energy conserving descent by leapfrog: second order, one gradient per step.",
        "Π ← Π - ½Δt(η/R)g, rescale, turn;  Π ← Π - ½Δt(η/R)g;  θ ← θ + 2Δt·Π / (s + Π²)",
        "G. B. De Luca, A. Gatti, E. Silverstein, Improving Energy Conserving Descent for Machine"
            + " Learning: Theory and Practice, 2023, §3.1, future work; document 003",
        "Ours: the paper names second order as future work. Energy is taken, and noise added, at"
            + " the time of θ, between two half kicks.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND, Need.NOISE);
  }

  @Override
  public Set<Invariance> invariances() {
    return Ecd.invariances(nu, 0, f0 == 0);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout.size(), key.split("ecdsep"));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout.size(), key.split("ecdsep"));
  }

  private double s() {
    return regularized ? 1 : 0;
  }

  private double kineticStart() {
    return regularized ? deltaE : 1;
  }

  private final class Definition extends EcdDefinition {
    Definition(int dimension, RandomKey key) {
      super(dimension, key, stepSize);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double r = loss - f0;
      double v = StrictMath.pow(r, eta);
      boolean first = steps.value == 0;
      double half = 0.5 * rate() * eta / r;
      double square = begin(gradient, kineticStart());
      if (!(v > epsilon2)) {
        energy.value = v * (square + s());
        return r >= 0 ? Outcome.REACHED : Outcome.STALLED;
      }
      if (!first) {
        square = kick(1, half, gradient, 0, theta);
      }
      double total = first ? v * (kineticStart() + s()) : startEnergy.value;
      energy.value = v * (square + s());
      turn(nu, Math.sqrt(square));
      double f = conserveEnergy ? Ecd.rescaling(total / v - s(), square, epsilon1) : 1;
      double next = kick(f, half, gradient, 0, theta);
      drift(theta, 1, Ecd.rate(rate(), s(), next));
      return commit(theta, total, next);
    }
  }

  private final class Engine extends EcdEngine {
    Engine(int dimension, RandomKey key) {
      super(dimension, key, stepSize);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      double r = loss - f0;
      double v = StrictMath.pow(r, eta);
      boolean first = steps.value == 0;
      double half = 0.5 * rate() * eta / r;
      double square = begin(gradient, kineticStart());
      if (!(v > epsilon2)) {
        energy.value = v * (square + s());
        return r >= 0 ? Outcome.REACHED : Outcome.STALLED;
      }
      if (!first) {
        square = kick(1, half, gradient, 0, theta);
      }
      double total = first ? v * (kineticStart() + s()) : startEnergy.value;
      energy.value = v * (square + s());
      turn(nu, Math.sqrt(square));
      double f = conserveEnergy ? Ecd.rescaling(total / v - s(), square, epsilon1) : 1;
      double next = kick(f, half, gradient, 0, theta);
      drift(theta, 1, Ecd.rate(rate(), s(), next));
      return commit(theta, total, next);
    }
  }
}
