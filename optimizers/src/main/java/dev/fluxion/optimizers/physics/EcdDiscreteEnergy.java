package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.util.Set;

/**
 * Energy conserving descent that keeps the energy which discrete steps conserve.
 *
 * <p>Formula: the steps are those of {@link EcdLeapfrog}: half a kick, turn, rescale, half a kick,
 * drift. What they conserve, up to Δt⁴, is not {@code E = V(Π² + s)} but {@code Ẽ = E·e^c} with
 * {@code c = Δt²(vᵀu̇/12 - uᵀT″u/24)}, where {@code u = ∇log V = ηg/R}, {@code v = 2Π / (s + Π²)}
 * and {@code uᵀT″u = 2|u|²/(s + Π²) - 4(Π·u)²/(s + Π²)²}. Π is rescaled to {@code Π² = Ẽe^-c/V -
 * s}.
 *
 * <p>Source: G. B. De Luca, A. Gatti, E. Silverstein, «Improving Energy Conserving Descent for
 * Machine Learning: Theory and Practice», 2023, future work of §2: «this section's calculations
 * directly in the discrete case»; document 003. The energy: E. Hairer, C. Lubich, G. Wanner,
 * «Geometric Numerical Integration», 2006, §IX.3; from gradients at hand alone: R. Skeel, D. Hardy,
 * «Practical Construction of Modified Hamiltonians», 2001.
 *
 * <p>u̇ takes no second derivatives: {@code v·(u' - u)/Δt} of a step belongs to its middle, and
 * those of two steps lead to the time of θ. So Ẽ is known from the third gradient on; that Ẽ is
 * kept, and the steps before are not rescaled. Noise and minibatches are no part of c: with them
 * the energy is kept up to Δt², as by leapfrog. Where |c| is larger than a limit, steps are too
 * long for the series, and it is cut to the limit.
 *
 * @param stepSize the time step Δt
 * @param eta the power η of the potential
 * @param nu the chaos parameter ν
 * @param f0 the expected minimum F₀ of the loss
 * @param deltaE the kinetic energy Π² at the start; 1 if not regularized
 * @param regularized whether s = 1 or s = 0
 * @param conserveEnergy whether Π is rescaled to the discrete energy before every step
 * @param limit the largest |c|
 * @param epsilon1 no rescaling where Π² is nearer to its due than this
 * @param epsilon2 no movement where V is not above this
 */
public record EcdDiscreteEnergy(
    @Setting(value = "time step Δt", min = 0) double stepSize,
    @Setting(value = "power η of the potential", above = 0) double eta,
    @Setting(value = "chaos parameter ν", min = 0) double nu,
    @Setting("expected minimum F₀ of the loss") double f0,
    @Setting(value = "kinetic energy Π² at the start", min = 0) double deltaE,
    @Setting("whether s = 1, exploring only F up to a bound") boolean regularized,
    @Setting("whether Π is rescaled to the discrete energy before every step")
        boolean conserveEnergy,
    @Setting(value = "largest correction |c| of the logarithm of the energy", min = 0, max = 1)
        double limit,
    @Setting(value = "no rescaling where Π² is nearer to its due than this", min = 0)
        double epsilon1,
    @Setting(value = "no movement where V is not above this", min = 0) double epsilon2)
    implements OptimizerSpec {
  /** The step with which a correction is known: two have been taken. */
  private static final int KNOWN = 2;

  public EcdDiscreteEnergy {
    Settings.check(
        EcdDiscreteEnergy.class,
        stepSize,
        eta,
        nu,
        f0,
        deltaE,
        regularized,
        conserveEnergy,
        limit,
        epsilon1,
        epsilon2);
  }

  /** The defaults of {@code ecdsep}. */
  public EcdDiscreteEnergy() {
    this(0.4, 1, 1e-5, 0, 0, true, true, 0.5, 1e-10, 1e-40);
  }

  @Override
  public Card card() {
    return new Card(
        "ecd-discrete-energy",
        "Energy conserving descent that keeps the energy which discrete steps conserve.",
        "Ẽ = V(Π² + s)·e^c,  c = Δt²(vᵀu̇/12 - uᵀT″u/24);  Π² ← Ẽe^-c/V - s, in steps of leapfrog",
        "G. B. De Luca, A. Gatti, E. Silverstein, Improving Energy Conserving Descent for Machine"
            + " Learning: Theory and Practice, 2023, §2 and §5, future work; document 003;"
            + " E. Hairer, C. Lubich, G. Wanner, Geometric Numerical Integration, 2006, §IX.3",
        "Ours: the paper names the discrete case as future work. c takes no extra gradients: u̇"
            + " comes from those of the last steps, so that Ẽ is known from the third on.");
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

  /**
   * c, from Δt²·vᵀu̇ at the middles of the last two steps, and from {@code k = Δtη/R}, {@code
   * |g|²}, {@code Π·g} and {@code s + Π²} at the time of θ.
   */
  private double correction(
      double bend, double lastBend, double k, double steep, double along, double mass) {
    double turned = mass > 0 ? 2 * k * k * (steep - 2 * along * along / mass) / mass : 0;
    double c = (1.5 * bend - 0.5 * lastBend) / 12 - turned / 24;
    return Double.isNaN(c) ? 0 : Math.clamp(c, -limit, limit);
  }

  private double rescaling(boolean known, double total, double v, double c, double square) {
    boolean asked = conserveEnergy && known;
    return asked ? Ecd.rescaling(total * StrictMath.exp(-c) / v - s(), square, epsilon1) : 1;
  }

  private final class Definition extends EcdDefinition {
    private final Cell push = number("push", 0);
    private final Cell bend = number("bend", 0);
    private final Cell discrete = telemetry("discreteEnergy");

    Definition(int dimension, RandomKey key) {
      super(dimension, key, stepSize);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double r = loss - f0;
      double v = StrictMath.pow(r, eta);
      double k = rate() * eta / r;
      double square = begin(gradient, kineticStart());
      if (!(v > epsilon2)) {
        energy.value = v * (square + s());
        discrete.value = energy.value;
        return r >= 0 ? Outcome.REACHED : Outcome.STALLED;
      }
      boolean known = steps.value >= KNOWN;
      double bent = Ecd.rate(1, s(), square) * k * along(gradient) - push.value;
      if (steps.value > 0) {
        square = kick(1, 0.5 * k, gradient, 0, theta);
      }
      double steep = sumOfSquares(gradient, 0, gradient.length);
      double c = correction(bent, bend.value, k, steep, along(gradient), s() + square);
      energy.value = v * (square + s());
      discrete.value = energy.value * (known ? StrictMath.exp(c) : 1);
      double total = steps.value <= KNOWN ? discrete.value : startEnergy.value;
      double f = rescaling(known, total, v, c, square);
      turn(nu, Math.sqrt(square));
      double next = kick(f, 0.5 * k, gradient, 0, theta);
      drift(theta, 1, Ecd.rate(rate(), s(), next));
      double pushed = Ecd.rate(1, s(), next) * k * along(gradient);
      Outcome outcome = commit(theta, total, next);
      if (outcome == Outcome.RUNNING) {
        push.value = pushed;
        bend.value = bent;
      }
      return outcome;
    }
  }

  private final class Engine extends EcdEngine {
    private final Cell push = number("push", 0);
    private final Cell bend = number("bend", 0);
    private final Cell discrete = telemetry("discreteEnergy");

    Engine(int dimension, RandomKey key) {
      super(dimension, key, stepSize);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      double r = loss - f0;
      double v = StrictMath.pow(r, eta);
      double k = rate() * eta / r;
      double square = begin(gradient, kineticStart());
      if (!(v > epsilon2)) {
        energy.value = v * (square + s());
        discrete.value = energy.value;
        return r >= 0 ? Outcome.REACHED : Outcome.STALLED;
      }
      boolean known = steps.value >= KNOWN;
      double bent = Ecd.rate(1, s(), square) * k * along(gradient) - push.value;
      if (steps.value > 0) {
        square = kick(1, 0.5 * k, gradient, 0, theta);
      }
      double steep = Dot.sumOfSquares(gradient.length, gradient, 0);
      double c = correction(bent, bend.value, k, steep, along(gradient), s() + square);
      energy.value = v * (square + s());
      discrete.value = energy.value * (known ? StrictMath.exp(c) : 1);
      double total = steps.value <= KNOWN ? discrete.value : startEnergy.value;
      double f = rescaling(known, total, v, c, square);
      turn(nu, Math.sqrt(square));
      double next = kick(f, 0.5 * k, gradient, 0, theta);
      drift(theta, 1, Ecd.rate(rate(), s(), next));
      double pushed = Ecd.rate(1, s(), next) * k * along(gradient);
      Outcome outcome = commit(theta, total, next);
      if (outcome == Outcome.RUNNING) {
        push.value = pushed;
        bend.value = bent;
      }
      return outcome;
    }
  }
}
