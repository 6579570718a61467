package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
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
 * Energy conserving descent that finds its own ν and F₀.
 *
 * <p>Formula: with {@code V = (F - F₀)^η}, E the energy and F₂ the curvature of {@code F ≈ F₂|Θ|² +
 * F_min}: {@code ν√n = Δt·|Θ̇*| / (E|Θ*|)} where {@code Θ*² = (F_min - F₀)(n-1) / (F₂(1 +
 * n(η-1)))}, {@code |Θ̇*| = √E·((F_min - F₀)nη / (1 + n(η-1)))^(η/2)}; else the steps of {@code
 * ecdsep} with s = 1. Where {@code F ≤ F₀}: {@code F₀ ← F - gap·(F_init - F)}.
 *
 * <p>Source: G. B. De Luca, A. Gatti, E. Silverstein, «Improving Energy Conserving Descent for
 * Machine Learning: Theory and Practice», 2023, §A.1: equations (24) and (25) with (7) and (8), of
 * which (26) and (27) are the limits for many parameters; document 003..
 *
 * <p>The paper gives the formula and no way to its numbers. Here F₂ is half the mean curvature
 * along the path, {@code Π·(g' - g) / (2·rate·Π²)} from the gradients at both ends of a step, where
 * positive; F_min is the lowest loss seen; ν√n is at most 1, which is 45°, for the formula holds
 * for small angles. When F₀ goes down the energy is taken anew, so that Π does not jump, unlike in
 * {@link EcdSepF0Tuning}; any η will do. The turn is made before the next kick, after the
 * curvature.
 *
 * @param stepSize the time step Δt
 * @param eta the power η of the potential
 * @param f0 the expected minimum F₀ of the loss
 * @param gap where the loss is found below F₀, the share of the first height by which F₀ goes below
 *     it
 * @param deltaE the kinetic energy Π² at the start; 1 if not regularized
 * @param conserveEnergy whether Π is rescaled to the first energy before every step
 * @param memory the memory of the curvature
 * @param epsilon1 no rescaling where Π² is nearer to its due than this
 * @param epsilon2 no movement where V is not above this
 */
public record EcdAuto(
    @Setting(value = "time step Δt", min = 0) double stepSize,
    @Setting(value = "power η of the potential, at least 1", min = 1) double eta,
    @Setting("expected minimum F₀ of the loss") double f0,
    @Setting(value = "share of the first height that F₀ goes below a loss under it", above = 0)
        double gap,
    @Setting(value = "kinetic energy Π² at the start", min = 0) double deltaE,
    @Setting("whether Π is rescaled to the first energy before every step") boolean conserveEnergy,
    @Setting(value = "memory of the curvature", min = 0, below = 1) double memory,
    @Setting(value = "no rescaling where Π² is nearer to its due than this", min = 0)
        double epsilon1,
    @Setting(value = "no movement where V is not above this", min = 0) double epsilon2)
    implements OptimizerSpec {
  public EcdAuto {
    Settings.check(
        EcdAuto.class, stepSize, eta, f0, gap, deltaE, conserveEnergy, memory, epsilon1, epsilon2);
  }

  /** The defaults of {@code ecdsep}. */
  public EcdAuto() {
    this(0.4, 1, 0, 0.1, 0, true, 0.9, 1e-10, 1e-40);
  }

  @Override
  public Card card() {
    return new Card(
        "ecd-auto",
        "Energy conserving descent that finds its own ν and F₀.",
        "ν√n = Δt·|Θ̇*| / (E|Θ*|), one turn per orbit;  F ≤ F₀: F₀ ← F - gap·(F_init - F)",
        "G. B. De Luca, A. Gatti, E. Silverstein, Improving Energy Conserving Descent for Machine"
            + " Learning: Theory and Practice, 2023, §A.1; document 003",
        "F₂ is measured along the path and F_min is the lowest loss seen, which the paper leaves"
            + " open; ν√n is at most 1; the energy is taken anew when F₀ moves.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND, Need.NOISE);
  }

  @Override
  public Set<Invariance> invariances() {
    return Ecd.invariances(1, 0, f0 == 0); // ν is hardly ever 0
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout.size(), key.split("ecdsep"));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout.size(), key.split("ecdsep"));
  }

  /** F₀ under a loss that is below it. */
  private double lowered(double loss, double firstLoss, double present) {
    return loss - gap * Math.max(firstLoss - loss, present - loss);
  }

  private double averaged(double mean, double next) {
    return next > 0 ? (mean == 0 ? next : memory * mean + (1 - memory) * next) : mean;
  }

  /** ν, of equations (24) and (25), for n parameters, curvature F₂ and {@code F_min - F₀}. */
  private double chaos(double stepSize, int n, double curvature, double total, double depth) {
    if (n < 2 || curvature <= 0 || depth <= 0) {
      return 0;
    }
    double spread = 1 + n * (eta - 1);
    double radius = Math.sqrt(depth * (n - 1) / (curvature * spread));
    double speed = Math.sqrt(total) * StrictMath.pow(depth * n * eta / spread, eta / 2);
    return Math.min(1, stepSize * speed / (total * radius)) / Math.sqrt(n);
  }

  private final class Definition extends EcdDefinition {
    private final Cell f0Now = report(number("f0", f0));
    private final Cell firstLoss = number("firstLoss", 0);
    private final Cell lowest = number("lowestLoss", 0);
    private final Cell slope = number("slope", 0);
    private final Cell rate = number("rate", 0);
    private final Cell curvature = report(number("curvature", 0));
    private final Cell nu = telemetry("nu");

    Definition(int dimension, RandomKey key) {
      super(dimension, key, stepSize);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      boolean first = steps.value == 0;
      double square = begin(gradient, deltaE);
      firstLoss.value = first ? loss : firstLoss.value;
      lowest.value = first ? loss : Math.min(lowest.value, loss);
      boolean below = loss <= f0Now.value;
      if (below) {
        double lower = lowered(loss, firstLoss.value, f0Now.value);
        if (!(lower < loss) || !Double.isFinite(lower)) {
          return Outcome.REACHED;
        }
        f0Now.value = lower;
      }
      double r = loss - f0Now.value;
      double v = StrictMath.pow(r, eta);
      energy.value = v * (square + 1);
      if (!(v > epsilon2)) {
        return Outcome.REACHED;
      }
      double total = first ? v * (deltaE + 1) : below ? energy.value : startEnergy.value;
      if (!first && square > 0) {
        double bend = (along(gradient) - slope.value) / (rate.value * square);
        curvature.value = averaged(curvature.value, 0.5 * bend);
      }
      nu.value = chaos(rate(), theta.length, curvature.value, total, lowest.value - f0Now.value);
      turn(nu.value, Math.sqrt(square));
      double f = conserveEnergy ? Ecd.rescaling(total / v - 1, square, epsilon1) : 1;
      double next = kick(f, rate() * eta / r, gradient, 0, theta);
      double pace = Ecd.rate(rate(), 1, next);
      double steep = along(gradient);
      drift(theta, 1, pace);
      Outcome outcome = commit(theta, total, next);
      if (outcome == Outcome.RUNNING) {
        slope.value = steep;
        rate.value = pace;
      }
      return outcome;
    }
  }

  private final class Engine extends EcdEngine {
    private final Cell f0Now = report(number("f0", f0));
    private final Cell firstLoss = number("firstLoss", 0);
    private final Cell lowest = number("lowestLoss", 0);
    private final Cell slope = number("slope", 0);
    private final Cell rate = number("rate", 0);
    private final Cell curvature = report(number("curvature", 0));
    private final Cell nu = telemetry("nu");

    Engine(int dimension, RandomKey key) {
      super(dimension, key, stepSize);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      boolean first = steps.value == 0;
      double square = begin(gradient, deltaE);
      firstLoss.value = first ? loss : firstLoss.value;
      lowest.value = first ? loss : Math.min(lowest.value, loss);
      boolean below = loss <= f0Now.value;
      if (below) {
        double lower = lowered(loss, firstLoss.value, f0Now.value);
        if (!(lower < loss) || !Double.isFinite(lower)) {
          return Outcome.REACHED;
        }
        f0Now.value = lower;
      }
      double r = loss - f0Now.value;
      double v = StrictMath.pow(r, eta);
      energy.value = v * (square + 1);
      if (!(v > epsilon2)) {
        return Outcome.REACHED;
      }
      double total = first ? v * (deltaE + 1) : below ? energy.value : startEnergy.value;
      if (!first && square > 0) {
        double bend = (along(gradient) - slope.value) / (rate.value * square);
        curvature.value = averaged(curvature.value, 0.5 * bend);
      }
      nu.value = chaos(rate(), theta.length, curvature.value, total, lowest.value - f0Now.value);
      turn(nu.value, Math.sqrt(square));
      double f = conserveEnergy ? Ecd.rescaling(total / v - 1, square, epsilon1) : 1;
      double next = kick(f, rate() * eta / r, gradient, 0, theta);
      double pace = Ecd.rate(rate(), 1, next);
      double steep = along(gradient);
      drift(theta, 1, pace);
      Outcome outcome = commit(theta, total, next);
      if (outcome == Outcome.RUNNING) {
        slope.value = steep;
        rate.value = pace;
      }
      return outcome;
    }
  }
}
