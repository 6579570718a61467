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
import java.util.Set;

/**
 * A particle on the loss surface whose turns store energy in spin.
 *
 * <p>Formula: {@code a = -g∇f}; {@code d = vΔt + ½aΔt²}; {@code x ← x + d}; {@code s ← s + d̂' × d̂
 * / Δt} with the last displacement d'; {@code K = E - U - ½I|s|²}; {@code K ← (1 - γΔt)K}; {@code s
 * ← (1 - βΔt)s}; {@code v = √(2K)·v̂}; {@code E = U + K + ½I|s|²}.
 *
 * <p>Source: document 000, «Update Equations», and where it contradicts itself one of two readings:
 *
 * <ul>
 *   <li>{@code direction=displacement} is the document's {@code v̂ = d̂}, which turns the velocity
 *       by half the true angle whatever Δt; {@code euler} is that of {@code v + aΔt}, {@code
 *       trapezoid} that of {@code v + ½(a + a')Δt}, of second order.
 *   <li>{@code potential=loss} is the document's {@code U = f}, in contradiction to {@code a =
 *       -g∇f} where g is not 1; {@code scaled} is {@code U = gf}.
 *   <li>{@code dissipation=false} is the document's order: s is damped before K is taken, so that
 *       the energy it loses returns to K; with {@code true} K is taken first, and it is gone.
 * </ul>
 *
 * <p>Decided here: in two dimensions s is signed, in three a vector, in more (and where the
 * document has nothing) the sum of the sines of the turning angles. The first step turns nothing.
 * Where {@code U > E} the step is taken back by halves, each costing an evaluation; then |s| is cut
 * to {@code √(2(E - U)/I)}, so that K is never negative. A turn adds to s however small Δt is, so
 * spin has no limit as Δt → 0. Rest without force is {@code STALLED}.
 *
 * @param stepSize the time step Δt
 * @param gravity the factor g of the gradient
 * @param inertia the moment of inertia I
 * @param damping the rate γ at which K is lost; γΔt ≤ 1
 * @param spinDamping the rate β at which s is lost; βΔt ≤ 1
 * @param direction where the new velocity points
 * @param potential what U is
 * @param dissipation whether the energy that the spin loses is gone
 */
public record SpinParticle(
    @Setting(value = "time step Δt", above = 0) double stepSize,
    @Setting(value = "factor g of the gradient", above = 0) double gravity,
    @Setting(value = "moment of inertia I", min = 0) double inertia,
    @Setting(value = "rate γ at which kinetic energy is lost", min = 0) double damping,
    @Setting(value = "rate β at which spin is lost", min = 0) double spinDamping,
    @Setting("where the new velocity points") Direction direction,
    @Setting("what the potential energy is") Potential potential,
    @Setting("whether the energy that the spin loses is gone") boolean dissipation)
    implements OptimizerSpec {
  /** Where the new velocity points. */
  public enum Direction {
    /** Along the displacement, as the document has it. */
    DISPLACEMENT,
    /** Along {@code v + aΔt}. */
    EULER,
    /** Along {@code v + ½(a + a')Δt}. */
    TRAPEZOID
  }

  /** What the potential energy is. */
  public enum Potential {
    /** The loss, as the document has it. */
    LOSS,
    /** The loss times the factor of the gradient. */
    SCALED
  }

  public SpinParticle {
    Settings.check(
        SpinParticle.class,
        stepSize,
        gravity,
        inertia,
        damping,
        spinDamping,
        direction,
        potential,
        dissipation);
    requireShare("damping", damping, stepSize);
    requireShare("spinDamping", spinDamping, stepSize);
  }

  /** The consistent forms. */
  public SpinParticle() {
    this(0.05, 1, 0.01, 0.5, 0.5, Direction.TRAPEZOID, Potential.SCALED, true);
  }

  private static void requireShare(String name, double rate, double stepSize) {
    if (rate * stepSize > 1) {
      throw new IllegalArgumentException(
          name
              + " = "
              + rate
              + " is out of range; allowed: a number in [0, 1/stepSize], here [0, "
              + 1 / stepSize
              + "]: a step cannot lose more than there is");
    }
  }

  @Override
  public Card card() {
    return new Card(
        "spin-particle",
        "A particle on the loss surface whose turns store energy in spin.",
        "x ← x + vΔt + ½aΔt²;  s ← s + d̂' × d̂ / Δt;  |v| = √(2(E - U - ½I|s|²))",
        "document 000, Update Equations",
        "Consistent by default: velocity along v + ½(a + a')Δt, U = gf, damped spin is energy lost."
            + " direction=displacement potential=loss dissipation=false is the document's letter."
            + " A step above E is taken back by halves; more than three dimensions add sines.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS);
  }

  @Override
  public Set<Invariance> invariances() {
    return Set.of(
        Invariance.PERMUTATION,
        Invariance.ROTATION,
        Invariance.TRANSLATION,
        Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new SpinParticleEngine(layout.size(), this);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new SpinParticleDefinition(layout.size(), this);
  }

  /** U of a loss. */
  double potential(double loss) {
    return potential == Potential.SCALED ? gravity * loss : loss;
  }

  /** The kinetic energy that is left of an energy, before the loss of this step. */
  double kinetic(double energyAboveU, double undamped) {
    double spin = dissipation ? undamped : undamped * (1 - spinDamping * stepSize);
    return Math.max(0, energyAboveU - 0.5 * inertia * spin * spin);
  }

  /** The factor that brings |s| down to what the energy allows. */
  double cut(double energyAboveU, double spin) {
    return 0.5 * inertia * spin * spin > energyAboveU
        ? Math.sqrt(2 * energyAboveU / inertia) / spin
        : 1;
  }

  /** The factor of a in the direction of the velocity after a fraction of a step. */
  double before(double fraction) {
    return switch (direction) {
      case DISPLACEMENT -> 0;
      case EULER -> fraction * stepSize;
      case TRAPEZOID -> 0.5 * fraction * stepSize;
    };
  }

  /** The factor of the acceleration at the new place. */
  double behind(double fraction) {
    return direction == Direction.TRAPEZOID ? 0.5 * fraction * stepSize : 0;
  }
}
