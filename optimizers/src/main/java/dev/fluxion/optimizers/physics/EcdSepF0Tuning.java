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
 * ECDSep that lowers F₀ where the loss is found below it.
 *
 * <p>Formula: with {@code R = F + ½w|θ|² - (F₀ + ΔF₀)} and {@code V = R^η}, η odd: where V is not
 * positive, {@code ΔF₀ ← ΔF₀ + 5V} and θ stays; elsewhere the step of {@code ecdsep}, {@code Π ← Π
 * - Δt(η/D)(g + wθ)}; {@code θ ← θ + 2Δt·Π / (s + Π²)}.
 *
 * <p>Source: G. B. De Luca, A. Gatti, E. Silverstein, «Improving Energy Conserving Descent for
 * Machine Learning: Theory and Practice», 2023, algorithm 2 ({@code form=printed}), and the
 * authors' code ({@code form=published}); document 003, §A.2.
 *
 * <p>The energy and Π begin where V is first positive (the code, begun below F₀, has NaN for ever).
 * Printed, F₀ shifts where V is below ε₂ and D is R. Published, it shifts where V ≤ 0, and D is
 * {@code F + ½w|θ|² - F₀} without the shift, which may be negative: the force is then reversed.
 * Neither computes the energy again. As in {@link EcdSep}, Π starts along -g and scalars are
 * doubles. Where a shift would change nothing, and the rule would stand still for ever, the run
 * ends: {@code REACHED} for V ≥ 0, else {@code STALLED}.
 *
 * @param stepSize the time step Δt
 * @param eta the power η of the potential, an odd integer
 * @param nu the chaos parameter ν
 * @param f0 the first guess F₀ of the minimum
 * @param deltaE the kinetic energy Π² at the start; 1 if not regularized
 * @param regularized whether s = 1 or s = 0
 * @param weightDecay the coefficient w of ½w|θ|² added to the loss
 * @param conserveEnergy whether Π is rescaled to the first energy before every step
 * @param form as printed or as published
 * @param epsilon1 no rescaling where Π² is nearer to its due than this
 * @param epsilon2 printed, F₀ shifts where V is below this
 */
public record EcdSepF0Tuning(
    @Setting(value = "time step Δt", min = 0) double stepSize,
    @Setting(value = "power η of the potential, odd", min = 1) int eta,
    @Setting(value = "chaos parameter ν", min = 0) double nu,
    @Setting("first guess F₀ of the minimum") double f0,
    @Setting(value = "kinetic energy Π² at the start", min = 0) double deltaE,
    @Setting("whether s = 1, exploring only F up to a bound") boolean regularized,
    @Setting(value = "coefficient w of ½w|θ|² added to the loss", min = 0) double weightDecay,
    @Setting("whether Π is rescaled to the first energy before every step") boolean conserveEnergy,
    @Setting("as printed in algorithm 2 or as published in code") Form form,
    @Setting(value = "no rescaling where Π² is nearer to its due than this", min = 0)
        double epsilon1,
    @Setting(value = "printed, F₀ shifts where V is below this", min = 0) double epsilon2)
    implements OptimizerSpec {
  /** Which of the two descriptions is followed. */
  public enum Form {
    /** Algorithm 2 of the paper. */
    PRINTED,
    /** The authors' code. */
    PUBLISHED
  }

  public EcdSepF0Tuning {
    Settings.check(
        EcdSepF0Tuning.class,
        stepSize,
        eta,
        nu,
        f0,
        deltaE,
        regularized,
        weightDecay,
        conserveEnergy,
        form,
        epsilon1,
        epsilon2);
    if (eta % 2 == 0) {
      throw new IllegalArgumentException(
          "eta = " + eta + " is out of range; allowed: an odd integer, so that V < 0 where F < F₀");
    }
  }

  /** The paper's defaults; η, which the paper leaves open, is 1. */
  public EcdSepF0Tuning() {
    this(0.4, 1, 1e-5, 0, 0, true, 0, true, Form.PRINTED, 1e-10, 1e-40);
  }

  @Override
  public Card card() {
    return new Card(
        "ecdsep-f0-tuning",
        "ECDSep that lowers F₀ where the loss is found below it.",
        "V = (F + ½w|θ|² - F₀ - ΔF₀)^η;  V < ε₂: ΔF₀ ← ΔF₀ + 5V, else as ecdsep",
        "G. B. De Luca, A. Gatti, E. Silverstein, Improving Energy Conserving Descent for Machine"
            + " Learning: Theory and Practice, 2023, algorithm 2; document 003, §A.2",
        "form=published is the authors' code: it shifts where V ≤ 0 and divides the force by F - F₀"
            + " without the shift. Where a shift would change nothing the run ends.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND, Need.NOISE);
  }

  @Override
  public Set<Invariance> invariances() {
    return Ecd.invariances(nu, weightDecay, false);
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

  private boolean moves(double v) {
    return form == Form.PRINTED ? v >= epsilon2 && v > 0 : v > 0;
  }

  /** Lowers F₀, or ends the run where that changes nothing. */
  private Outcome lower(double v, Cell shift) {
    double next = shift.value + 5 * v;
    if (f0 + next == f0 + shift.value || !Double.isFinite(f0 + next)) {
      return v >= 0 ? Outcome.REACHED : Outcome.STALLED;
    }
    shift.value = next;
    return Outcome.RUNNING;
  }

  /** What the force is divided by. */
  private double divisor(double height, double shift) {
    return form == Form.PRINTED ? height - (f0 + shift) : height - f0; // as in V
  }

  private double rescaling(double total, double v, double square) {
    return conserveEnergy ? Ecd.rescaling(total / v - s(), square, epsilon1) : 1;
  }

  private final class Definition extends EcdDefinition {
    private final Cell shift = report(number("f0Shift", 0));

    Definition(int dimension, RandomKey key) {
      super(dimension, key, stepSize);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double height = loss + 0.5 * weightDecay * sumOfSquares(theta, 0, theta.length);
      double v = StrictMath.pow(height - (f0 + shift.value), eta);
      double square = begin(gradient, kineticStart());
      double total = steps.value == 0 ? v * (kineticStart() + s()) : startEnergy.value;
      energy.value = v * (square + s());
      if (!moves(v)) {
        return lower(v, shift);
      }
      double f = rescaling(total, v, square);
      double k = rate() * eta / divisor(height, shift.value);
      double next = kick(f, k, gradient, weightDecay, theta);
      drift(theta, 1, Ecd.rate(rate(), s(), next));
      turn(nu, Math.sqrt(next));
      return commit(theta, total, next);
    }
  }

  private final class Engine extends EcdEngine {
    private final Cell shift = report(number("f0Shift", 0));

    Engine(int dimension, RandomKey key) {
      super(dimension, key, stepSize);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      double norm = weightDecay == 0 ? 0 : Dot.sumOfSquares(theta.length, theta, 0);
      double height = loss + 0.5 * weightDecay * norm;
      double v = StrictMath.pow(height - (f0 + shift.value), eta);
      double square = begin(gradient, kineticStart());
      double total = steps.value == 0 ? v * (kineticStart() + s()) : startEnergy.value;
      energy.value = v * (square + s());
      if (!moves(v)) {
        return lower(v, shift);
      }
      double f = rescaling(total, v, square);
      double k = rate() * eta / divisor(height, shift.value);
      double next = kick(f, k, gradient, weightDecay, theta);
      drift(theta, 1, Ecd.rate(rate(), s(), next));
      turn(nu, Math.sqrt(next));
      return commit(theta, total, next);
    }
  }
}
