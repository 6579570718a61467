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
 * Energy conserving descent with the Born-Infeld Hamiltonian and billiard bounces.
 *
 * <p>Formula: {@code H = √(V(V + π²))} with {@code V = F - v₀}. A step rescales {@code π² =
 * V((E/V)² - 1)} if asked for and possible, then {@code π ← π - ½Δt(V/E + E/V)g}; {@code θ ← θ +
 * Δt(V/E)π}. At the start {@code E = V + δE} and {@code π = -√(E²/V - V)·g/|g|} in every tensor. A
 * bounce gives π a random direction and keeps its norm: T₁ steps after the last new minimum of V,
 * and every T₀ steps for the first N_b times. It takes an evaluation and does not move θ.
 *
 * <p>Source: G. B. De Luca, E. Silverstein, «Born-Infeld (BI) for AI: Energy-Conserving Descent
 * (ECD) for Optimization», 2022, and its published code; document 003, §1 and §3.2.
 *
 * <p>As in the code, and unlike a uniform direction, a bounce draws every component uniformly.
 * Unlike it, a vanished π is not rescaled (0/0), and the end is an outcome: {@code REACHED} where V
 * falls below 1e-40 from above, {@code STALLED} where it is negative, {@code DIVERGED} where π or θ
 * would overflow. With several tensors {@code π² = k(E²/V - V)}, k times its due, until the first
 * rescaling, as in the code.
 *
 * @param stepSize the time step Δt
 * @param deltaE the energy δE above the first V
 * @param v0 the expected minimum v₀ of the loss
 * @param conserveEnergy whether π is rescaled to the first energy before every step
 * @param threshold0 T₀, after how many steps a fixed bounce comes
 * @param threshold1 T₁, after how many steps without progress a bounce comes
 * @param bounces N_b, how many fixed bounces there are
 */
public record Bbi(
    @Setting(value = "time step Δt", min = 0) double stepSize,
    @Setting(value = "energy δE above the first V", min = 0) double deltaE,
    @Setting("expected minimum v₀ of the loss") double v0,
    @Setting("whether π is rescaled to the first energy before every step") boolean conserveEnergy,
    @Setting(value = "T₀, after how many steps a fixed bounce comes", min = 1) int threshold0,
    @Setting(value = "T₁, after how many steps without progress a bounce comes", min = 1)
        int threshold1,
    @Setting(value = "N_b, how many fixed bounces there are", min = 0) int bounces)
    implements OptimizerSpec {
  public Bbi {
    Settings.check(
        Bbi.class, stepSize, deltaE, v0, conserveEnergy, threshold0, threshold1, bounces);
  }

  /** The published code's defaults, with a time step, for which it has none. */
  public Bbi() {
    this(1e-3, 0, 0, true, 1000, 3000, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "bbi",
        "Energy conserving descent of Born-Infeld type, with bounces in random directions.",
        "π ← π - ½Δt(V/E + E/V)g;  θ ← θ + Δt(V/E)π;  V = F - v₀",
        "G. B. De Luca, E. Silverstein, Born-Infeld (BI) for AI: Energy-Conserving Descent (ECD)"
            + " for Optimization, 2022; document 003, §1 and §3.2",
        "As in the published code, components of a bounce are uniform and π starts with the same"
            + " norm in every tensor. A vanished π is not rescaled; end and overflow are typed"
            + " outcomes.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND, Need.NOISE);
  }

  @Override
  public Set<Invariance> invariances() {
    return deltaE == 0
        ? Set.of(Invariance.TRANSLATION, Invariance.SEGMENTATION)
        : Set.of(Invariance.TRANSLATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return rule().start(layout, key);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return rule().startDefinition(layout, key);
  }

  private BbiRule rule() {
    return new BbiRule(
        stepSize, deltaE, v0, conserveEnergy, threshold0, threshold1, bounces, false);
  }
}
