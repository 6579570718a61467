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
 * Energy conserving descent with weight decay that is no part of the loss.
 *
 * <p>Formula: rescale {@code Π² = E/V - s} with {@code V = (F - F₀)^η}; {@code Π ← Π - Δt(η/R)g};
 * {@code θ ← (1 - wΔt)θ + 2Δt·Π / (s + Π²)}; then Π turns as in {@code ecdsep}.
 *
 * <p>Source: G. B. De Luca, A. Gatti, E. Silverstein, «Improving Energy Conserving Descent for
 * Machine Learning: Theory and Practice», 2023, §3.4, where decay by itself is called possible with
 * enforced conservation, and left open; document 003.; compare I. Loshchilov, F. Hutter, «Decoupled
 * Weight Decay Regularization», 2019.
 *
 * <p>Decay changes V and so the energy; the next step's rescaling, which is always on, gives the
 * first energy back, wherever E/V - s is positive. {@link EcdSep} instead adds ½w|θ|² to the loss.
 *
 * @param stepSize the time step Δt
 * @param eta the power η of the potential
 * @param nu the chaos parameter ν
 * @param f0 the expected minimum F₀ of the loss
 * @param deltaE the kinetic energy Π² at the start; 1 if not regularized
 * @param regularized whether s = 1 or s = 0
 * @param weightDecay the rate w at which the parameters decay by themselves; wΔt ≤ 1
 * @param epsilon1 no rescaling where Π² is nearer to its due than this
 * @param epsilon2 no movement where V is not above this
 */
public record EcdDecoupledDecay(
    @Setting(value = "time step Δt", min = 0) double stepSize,
    @Setting(value = "power η of the potential", above = 0) double eta,
    @Setting(value = "chaos parameter ν", min = 0) double nu,
    @Setting("expected minimum F₀ of the loss") double f0,
    @Setting(value = "kinetic energy Π² at the start", min = 0) double deltaE,
    @Setting("whether s = 1, exploring only F up to a bound") boolean regularized,
    @Setting(value = "rate w at which the parameters decay by themselves", min = 0)
        double weightDecay,
    @Setting(value = "no rescaling where Π² is nearer to its due than this", min = 0)
        double epsilon1,
    @Setting(value = "no movement where V is not above this", min = 0) double epsilon2)
    implements OptimizerSpec {
  public EcdDecoupledDecay {
    Settings.check(
        EcdDecoupledDecay.class,
        stepSize,
        eta,
        nu,
        f0,
        deltaE,
        regularized,
        weightDecay,
        epsilon1,
        epsilon2);
    if (weightDecay * stepSize > 1) {
      throw new IllegalArgumentException(
          "weightDecay = "
              + weightDecay
              + " is out of range; allowed: a number in [0, 1/stepSize], here [0, "
              + 1 / stepSize
              + "]: a step cannot decay beyond 0");
    }
  }

  /** The defaults of {@code ecdsep}, with a small decay. */
  public EcdDecoupledDecay() {
    this(0.4, 1, 1e-5, 0, 0, true, 1e-4, 1e-10, 1e-40);
  }

  @Override
  public Card card() {
    return new Card(
        "ecd-decoupled-decay",
        "Energy conserving descent with weight decay that is no part of the loss.",
        "Π² ← E/V - s;  Π ← Π - Δt(η/R)g;  θ ← (1 - wΔt)θ + 2Δt·Π / (s + Π²)",
        "G. B. De Luca, A. Gatti, E. Silverstein, Improving Energy Conserving Descent for Machine"
            + " Learning: Theory and Practice, 2023, §3.4; document 003",
        "Ours: the paper leaves it open. The energy that the decay takes or gives is put right by"
            + " the next step's rescaling, which is always on.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND, Need.NOISE);
  }

  @Override
  public Set<Invariance> invariances() {
    return Ecd.invariances(nu, weightDecay, f0 == 0);
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
      double square = begin(gradient, kineticStart());
      double total = steps.value == 0 ? v * (kineticStart() + s()) : startEnergy.value;
      energy.value = v * (square + s());
      if (!(v > epsilon2)) {
        return r >= 0 ? Outcome.REACHED : Outcome.STALLED;
      }
      double f = Ecd.rescaling(total / v - s(), square, epsilon1);
      double next = kick(f, rate() * eta / r, gradient, 0, theta);
      drift(theta, 1 - weightDecay * rate(), Ecd.rate(rate(), s(), next));
      turn(nu, Math.sqrt(next));
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
      double square = begin(gradient, kineticStart());
      double total = steps.value == 0 ? v * (kineticStart() + s()) : startEnergy.value;
      energy.value = v * (square + s());
      if (!(v > epsilon2)) {
        return r >= 0 ? Outcome.REACHED : Outcome.STALLED;
      }
      double f = Ecd.rescaling(total / v - s(), square, epsilon1);
      double next = kick(f, rate() * eta / r, gradient, 0, theta);
      drift(theta, 1 - weightDecay * rate(), Ecd.rate(rate(), s(), next));
      turn(nu, Math.sqrt(next));
      return commit(theta, total, next);
    }
  }
}
